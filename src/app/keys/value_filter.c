/* Only the rows with a value, or those without it: of the column of a path, or at the cursor of the
 * body.  A term is added to the filter of the messages. */
#include "app/keys/actions.h"
#include "app/show/list_order.h"
#include "base/memory/mem.h"
#include "parts/filter/filter_term.h"
#include "parts/filter/filter_value.h"
#include "parts/filter/row_filter.h"

#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 1 << 16 };

/* A value of a message, and where it stands. */
struct value {
    const struct message_row *row;
    struct path path;
    char *json; /* as written; NULL: nothing stands there */
    size_t n;
};

static bool parse(struct value *v, const char *text, struct error *err)
{
    size_t used;
    enum path_result result = path_parse(&v->path, text, strlen(text), &used, err);

    if (result == PATH_UNFINISHED)
        error_set(err, ERR_USAGE, "path: %.60s is not whole", text);
    return result == PATH_OK;
}

/* Of the column that the list is in the order of, else of the first. */
static bool take_column(const struct app *app, struct value *v, struct error *err)
{
    const struct messages *m = &app->messages;
    size_t i = m->order.column >= MESSAGE_COLUMNS ? (size_t)(m->order.column - MESSAGE_COLUMNS) : 0;

    v->row = messages_selected(m);
    if (!v->row)
        return error_set(err, ERR_USAGE, "there is no message here");
    if (!m->columns.n)
        return error_set(err, ERR_USAGE,
                         "no column of a path: type :column and Tab, or go to a value in the body");
    if (!parse(v, path_columns_name(&m->columns, i), err))
        return false;
    v->json = path_columns_copy_json(&v->path, v->row, &v->n);
    return true;
}

/* Of the line at the cursor. */
static bool take_line(const struct app *app, struct value *v, struct error *err)
{
    const struct pager *p = &app->body.pager;
    size_t at = 0, n;
    struct buf text;
    bool ok;

    v->row = &app->body.shown;
    if (!v->row->message)
        return error_set(err, ERR_USAGE, "there is no message here");
    if (!pager_has_cursor(p) || p->layout.form != BODY_JSON)
        return error_set(err, ERR_USAGE, "no value of JSON here: filters look into nothing else");
    buf_init(&text, PATH_BYTES);
    ok = layout_append_path(&p->layout, p->cursor, &text) &&
                 layout_find_value(&p->layout, p->cursor, &at, &v->n)
             ? parse(v, text.bytes, err)
             : error_set(err, ERR_USAGE, "there is no value here");
    buf_free(&text);
    if (ok)
        v->json = mem_copy_bytes(layout_line(&p->layout, p->cursor, &n) + at, v->n);
    return ok;
}

/* Whether n bytes are the term, or it with a ! more or less. */
static bool is_about_same(const char *s, size_t n, const char *term)
{
    bool negated = n && *s == '!';

    s += negated;
    n -= negated;
    term += *term == '!';
    return strlen(term) == n && !memcmp(s, term, n);
}

/* The filter with the term, and without what it said of the same value before. */
static void compose(struct buf *out, const char *former, const char *term)
{
    size_t at = 0, start;

    while (former[at += strspn(former + at, " ")]) {
        struct filter_term t;

        start = at;
        filter_term_read(&t, former, &at, row_filter_message_language(), NULL);
        filter_term_free(&t);
        if (is_about_same(former + start, at - start, term))
            continue;
        buf_append(out, former + start, at - start);
        buf_append_byte(out, ' ');
    }
    buf_append_str(out, term);
}

/* What the term says of the message itself must be so: else it is about something else. */
static bool check(const struct app *app, const struct value *v, const char *term, bool opposite,
                  struct error *err)
{
    struct filter f = {.n = 0};
    bool ok;

    filter_parse(&f, term, row_filter_message_language());
    ok = !f.error[0] && f.n == 1 && row_filter_message(&f, v->row, &app->now) != opposite;
    if (!ok)
        error_set(err, ERR_USAGE, "%s",
                  f.error[0] ? f.error
                             : "filters see another value here: the body is not plain JSON");
    filter_free(&f);
    return ok;
}

static bool narrow(struct app *app, const char *term, struct error *err)
{
    struct messages *m = &app->messages;
    struct buf text;
    bool ok;

    buf_init(&text, FILTER_BYTES - 1);
    compose(&text, m->filter.text, term);
    ok = !text.overflow ||
         error_set(err, ERR_USAGE, "no room: a filter has at most %d bytes", FILTER_BYTES - 1);
    if (ok)
        list_order_set_filter(app, PANE_MESSAGES, text.bytes);
    buf_free(&text);
    messages_settle(m);
    return ok;
}

static bool add_term(struct app *app, const struct value *v, bool opposite, struct error *err)
{
    struct buf term;
    bool ok;

    if (v->json && strchr("{}[]", *v->json))
        return error_set(err, ERR_USAGE, "{ } and [ ] are not compared: go to a value within");
    buf_init(&term, FILTER_BYTES - 1);
    ok = filter_append_value(&term, &v->path, v->json, v->n, opposite)
             ? check(app, v, term.bytes, opposite, err) && narrow(app, term.bytes, err)
             : error_set(err, ERR_USAGE, "the value is too long: a filter has at most %d bytes",
                         FILTER_BYTES - 1);
    if (ok)
        app_set_status(app, STATUS_INFO, "%zu of %s: /%s", app->messages.n_view,
                       FORMAT_COUNTED(app->messages.n_rows, "message"), term.bytes);
    buf_free(&term);
    return ok;
}

void value_filter_add(struct app *app, int opposite)
{
    struct value v = {.row = NULL};
    struct error err = {.text = ""};
    bool in_body = app->focus == PANE_BODY;

    if (!(in_body ? take_line(app, &v, &err) : take_column(app, &v, &err)) ||
        !add_term(app, &v, opposite != 0, &err))
        app_set_status(app, STATUS_ERROR, "%s", err.text);
    path_free(&v.path);
    free(v.json);
}
