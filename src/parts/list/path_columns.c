#include "parts/list/path_columns.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/dtext.h"
#include "base/text/text_line.h"
#include "base/text/utf8.h"
#include "body/decode/decode.h"
#include "body/json/json.h"
#include "body/json/number.h"
#include "parts/filter/body_json.h"
#include "parts/list/messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRINTED_BYTES = 4 * PATH_VALUE_BYTES };

static void free_column(struct path_column *column)
{
    if (!column)
        return;
    path_free(&column->path);
    free(column->values);
    free(column);
}

void path_columns_free(struct path_columns *c)
{
    for (size_t i = 0; i < c->n; i++)
        free_column(c->items[i]);
    arena_free(&c->values);
    *c = (struct path_columns){.n = 0};
}

const char *path_columns_name(const struct path_columns *c, size_t i)
{
    return c->items[i]->signed_name + 1;
}

void path_columns_print(const struct path_columns *c, struct buf *out)
{
    for (size_t i = 0; i < c->n; i++)
        buf_print(out, "%s%s", i ? " " : "", path_columns_name(c, i));
}

void path_columns_forget(struct path_columns *c, size_t n_rows)
{
    arena_free(&c->values);
    c->values = (struct arena){.blocks = NULL};
    c->n_rows = n_rows;
    for (size_t i = 0; i < c->n; i++) {
        struct path_column *column = c->items[i];

        free(column->values);
        column->values = NULL;
        column->cols = 0;
        column->numbers = column->others = false;
    }
}

void path_columns_forget_row(struct path_columns *c, size_t i)
{
    for (size_t k = 0; k < c->n; k++)
        if (c->items[k]->values && i < c->n_rows)
            c->items[k]->values[i] = NULL;
}

/* The path that s begins with, as a column without values; NULL: err says why. */
static struct path_column *read_column(const char *s, size_t *used, struct error *err)
{
    struct path_column *column = mem_new(1, sizeof(*column));
    enum path_result result = path_parse(&column->path, s, strlen(s), used, err);
    struct buf name;

    buf_init(&name, PATH_COLUMN_NAME - 1);
    path_append(&name, &column->path);
    if (result == PATH_UNFINISHED)
        error_set(err, ERR_USAGE, "path: %.40s ends too soon", s);
    else if (result == PATH_OK && s[*used] && s[*used] != ' ')
        error_set(err, ERR_USAGE, "path: only a blank may follow %.*s", (int)*used, s);
    else if (result == PATH_OK && name.overflow)
        error_set(err, ERR_USAGE, "path: %.20s.. is longer than %d bytes", s, PATH_COLUMN_NAME - 1);
    else if (result == PATH_OK)
        snprintf(column->signed_name, sizeof(column->signed_name), "-%s", name.bytes);
    buf_free(&name);
    if (column->signed_name[0])
        return column;
    free_column(column);
    return NULL;
}

static size_t find_name(struct path_column *const *items, size_t n, const char *name)
{
    size_t i = 0;

    while (i < n && strcmp(items[i]->signed_name + 1, name) != 0)
        i++;
    return i;
}

/* What the columns are to be: those that are there already are borrowed from before. */
struct change {
    struct path_column *items[PATH_COLUMNS_MAX];
    size_t n;
    struct path_column *made[PATH_COLUMNS_MAX];
    size_t n_made;
};

static bool take_out(struct change *ch, const char *name, struct error *err)
{
    size_t at = find_name(ch->items, ch->n, name);

    if (at == ch->n)
        return error_set(err, ERR_USAGE, "column: %.100s is not shown", name);
    ch->n--;
    memmove(&ch->items[at], &ch->items[at + 1], (ch->n - at) * sizeof(struct path_column *));
    return true;
}

static bool put_in(struct change *ch, struct path_column **column, struct error *err)
{
    if (find_name(ch->items, ch->n, (*column)->signed_name + 1) < ch->n)
        return true;
    if (ch->n == PATH_COLUMNS_MAX || ch->n_made == PATH_COLUMNS_MAX)
        return error_set(err, ERR_USAGE, "column: at most %d; -PATH takes one out",
                         PATH_COLUMNS_MAX);
    ch->made[ch->n_made++] = ch->items[ch->n++] = *column;
    *column = NULL;
    return true;
}

/* One word of the text: "off", ".path" or "-.path"; moves *s behind it. */
static bool take_word(struct change *ch, const char **s, struct error *err)
{
    bool removes = **s == '-', ok;
    struct path_column *column;
    size_t used;

    if (!strncmp(*s, "off", 3) && (!(*s)[3] || (*s)[3] == ' ')) {
        ch->n = 0;
        *s += 3;
        return true;
    }
    column = read_column(*s + removes, &used, err);
    if (!column)
        return false;
    ok = removes ? take_out(ch, column->signed_name + 1, err) : put_in(ch, &column, err);
    free_column(column);
    *s += removes + used;
    return ok;
}

static bool has_item(struct path_column *const *items, size_t n, const struct path_column *column)
{
    for (size_t i = 0; i < n; i++)
        if (items[i] == column)
            return true;
    return false;
}

static void free_unused(struct path_column *const *items, size_t n, struct path_column *const *used,
                        size_t n_used)
{
    for (size_t i = 0; i < n; i++)
        if (!has_item(used, n_used, items[i]))
            free_column(items[i]);
}

bool path_columns_change(struct path_columns *c, const char *text, struct error *err)
{
    struct change ch = {.n = c->n};

    memcpy(ch.items, c->items, sizeof(ch.items));
    while (*(text += strspn(text, " ")))
        if (!take_word(&ch, &text, err)) {
            free_unused(ch.made, ch.n_made, NULL, 0);
            return false;
        }
    free_unused(ch.made, ch.n_made, ch.items, ch.n);
    free_unused(c->items, c->n, ch.items, ch.n);
    memcpy(c->items, ch.items, sizeof(c->items));
    c->n = ch.n;
    path_columns_forget(c, c->n_rows);
    return true;
}

/* The first value at a path, and how many there are. */
struct found {
    size_t at, len, n;
};

static bool note_value(void *arg, size_t at, size_t len)
{
    struct found *f = arg;

    if (!f->n++) {
        f->at = at;
        f->len = len;
    }
    return false;
}

static enum column_kind find_kind(const char *s, size_t n)
{
    switch (*s) {
    case '"': return COLUMN_STRING;
    case '{':
    case '[': return COLUMN_OTHER;
    case 'n': return COLUMN_NULL;
    case 't': return COLUMN_TRUE;
    case 'f': return COLUMN_FALSE;
    default: return n <= PATH_VALUE_BYTES ? COLUMN_NUMBER : COLUMN_OTHER;
    }
}

static struct path_value *keep(struct path_columns *c, enum column_kind kind, const char *text,
                               size_t n)
{
    size_t len = n > PATH_VALUE_BYTES ? utf8_trim(text, PATH_VALUE_BYTES) : n;
    struct path_value *v = arena_new(&c->values, 1, sizeof(*v) + len + 1);

    v->kind = kind;
    v->cut = len < n;
    v->len = (uint32_t)len;
    if (len)
        memcpy(v->text, text, len);
    return v;
}

static struct path_value *keep_string(struct path_columns *c, const char *s, size_t n)
{
    char *text = mem_copy_bytes(s, n);
    struct path_value *v;
    size_t len = 0;

    json_unescape(text, text, n, &len);
    v = keep(c, COLUMN_STRING, text, len);
    free(text);
    return v;
}

/* json: NULL, the body has none. */
static const struct path_value *find_value(struct path_columns *c, const struct path *path,
                                           const char *json, size_t len)
{
    struct found f = {.n = 0};
    struct path_value *v;

    if (json)
        path_visit(path, json, len, note_value, &f);
    if (!f.n)
        return keep(c, COLUMN_ABSENT, "", 0);
    if (json[f.at] == '"')
        v = keep_string(c, json + f.at + 1, f.len - 2);
    else
        v = keep(c, find_kind(json + f.at, f.len), json + f.at, f.len);
    v->more = f.n - 1 < UINT32_MAX ? (uint32_t)(f.n - 1) : UINT32_MAX;
    return v;
}

static int measure(const struct path_value *v)
{
    char text[PRINTED_BYTES];
    struct dtext cell;

    path_value_print(v, text, sizeof(text));
    dtext_make_cell(&cell, text, DTEXT_COLS);
    return cell.cols;
}

static void note_seen(struct path_column *column, const struct path_value *v)
{
    int cols = measure(v);

    column->cols = cols > column->cols ? cols : column->cols;
    if (v->kind == COLUMN_NUMBER && !v->more)
        column->numbers = true;
    else if (v->kind != COLUMN_ABSENT && v->kind != COLUMN_NULL)
        column->others = true;
}

void path_columns_read(struct path_columns *c, const struct message_row *row, size_t i)
{
    struct body_json json;
    struct body body;

    if (!c->n || i >= c->n_rows || (c->items[0]->values && c->items[0]->values[i]))
        return;
    body_decode(&body, row->message);
    body_json_read(&json, &body);
    for (size_t k = 0; k < c->n; k++) {
        struct path_column *column = c->items[k];

        if (!column->values)
            column->values = mem_new(c->n_rows, sizeof(struct path_value *));
        column->values[i] = find_value(c, &column->path, json.text, json.len);
        note_seen(column, column->values[i]);
    }
    body_json_free(&json);
    body_free(&body);
}

const struct path_value *path_columns_value(const struct path_columns *c, size_t column, size_t i)
{
    static const struct path_value none = {.kind = COLUMN_ABSENT};
    const struct path_value **values = c->items[column]->values;

    return values && i < c->n_rows && values[i] ? values[i] : &none;
}

char *path_columns_copy_json(const struct path *path, const struct message_row *row, size_t *n)
{
    struct found f = {.n = 0};
    char *copy = NULL;
    struct body_json json;
    struct body body;

    body_decode(&body, row->message);
    body_json_read(&json, &body);
    if (json.text)
        path_visit(path, json.text, json.len, note_value, &f);
    if (f.n)
        copy = mem_copy_bytes(json.text + f.at, f.len);
    *n = f.len;
    body_json_free(&json);
    body_free(&body);
    return copy;
}

int path_value_compare(const struct path_value *a, const struct path_value *b)
{
    size_t least = a->len < b->len ? a->len : b->len;
    int by;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == COLUMN_NUMBER)
        return number_compare(a->text, a->len, b->text, b->len);
    by = memcmp(a->text, b->text, least);
    return by ? by : (a->len > b->len) - (a->len < b->len);
}

/* Without quotes a reader would take it for another kind of value, or for none. */
static bool looks_other(const struct path_value *v)
{
    static const char *const words[] = {"", "-", "null", "true", "false"};

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (!v->cut && v->len == strlen(words[i]) && !memcmp(v->text, words[i], v->len))
            return true;
    return number_check(v->text, v->len) || strchr("\"{[ ", v->text[0]) ||
           v->text[v->len - 1] == ' ';
}

void path_value_print(const struct path_value *v, char *out, size_t size)
{
    const char *quote = v->kind == COLUMN_STRING && looks_other(v) ? "\"" : "";
    char text[PATH_VALUE_BYTES + 1];
    struct text_line l = text_line(out, size);

    if (v->kind == COLUMN_ABSENT) {
        text_line_add(&l, "-");
        return;
    }
    memcpy(text, v->text, v->len);
    text[v->len] = '\0';
    for (size_t i = 0; i < v->len; i++)
        if (!text[i])
            text[i] = '\x01'; /* drawn as what it is: nothing that can be read */
    text_line_add(&l, "%s%s%s%s", quote, text, v->cut ? dtext_is_ascii() ? "~" : "…" : "", quote);
    if (v->more)
        text_line_add(&l, " +%u", v->more);
}
