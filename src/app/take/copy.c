#include "app/take/copy.h"

#include "app/change/targets.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "app/take/curl.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "body/decode/message_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 64 << 20, FILE_ID_MAX = 32 };

struct source {
    const struct app *app;
    const struct queue_row *queue;
    const struct message_row *row; /* NULL: the queue itself */
};

enum offered { ALWAYS, AT_CURSOR /* of a value in the body */, WITH_MARKS };

/* One thing to copy; make returns the extension of a file with it, or NULL when there is none. */
struct item {
    char key;
    const char *label;
    const char *label_pulled; /* NULL: the same */
    const char *file;         /* the end of its file's name, less the extension */
    const char *(*make)(const struct source *s, struct buf *out);
    enum offered offered;
};

static const char *make_body(const struct source *s, struct buf *out)
{
    const char *extension;
    struct body body;

    if (!s->row->message->body)
        return NULL;
    body_decode_readable(&body, s->row->message);
    extension = forms_get(body.form)->extension;
    buf_append(out, body.bytes, body.len);
    body_free(&body);
    return extension;
}

static const char *make_raw(const struct source *s, struct buf *out)
{
    if (!s->row->message->body)
        return NULL;
    buf_append(out, s->row->message->body, s->row->message->body_len);
    return ".txt";
}

static const char *make_word(struct buf *out, const char *word)
{
    if (!word || !word[0])
        return NULL;
    buf_append_str(out, word);
    return ".txt";
}

static const char *make_id(const struct source *s, struct buf *out)
{
    return make_word(out, s->row->message->id);
}

static const char *make_handle(const struct source *s, struct buf *out)
{
    const struct message *m = s->row->message;

    return make_word(out, message_handle(m));
}

/* What the body pane shows, while the line is the one that the menu was opened for; NULL: it is
 * not.
 */
static const struct layout *find_layout(const struct source *s)
{
    const struct body_pane *pane = &s->app->body;

    return pane->shown.message == s->row->message && pane->pager.cursor == s->app->copy.line
               ? &pane->pager.layout
               : NULL;
}

/* As filters and :column take it. */
static const char *make_path(const struct source *s, struct buf *out)
{
    const struct layout *l = find_layout(s);

    return l && layout_append_path(l, s->app->copy.line, out) ? ".txt" : NULL;
}

static const char *make_value(const struct source *s, struct buf *out)
{
    const struct layout *l = find_layout(s);

    return l && layout_append_value(l, s->app->copy.line, out) ? ".txt" : NULL;
}

/* In the order of the list. */
static const char *make_marked_ids(const struct source *s, struct buf *out)
{
    const struct messages *m = &s->app->messages;

    for (size_t i = 0; i < m->n_view; i++)
        if (marks_has_row(&s->app->marks, m, i))
            buf_print(out, "%s%s", out->len ? "\n" : "", m->view[i]->message->id);
    return ".txt";
}

/* The object that --json prints. */
static const char *make_json(const struct source *s, struct buf *out)
{
    message_line_append(out, s->row->message, app_open_name(s->app));
    return ".json";
}

static const char *make_curl(const struct source *s, struct buf *out)
{
    const struct app_config *config = &s->app->config;
    struct call call = {.op = OP_METRICS};

    memcpy(call.account_id, config->account_id, sizeof(call.account_id));
    if (s->row) {
        const struct batch *b = s->row->batch;

        call.op = b->source == BATCH_PULL ? OP_PULL : OP_PEEK;
        call.batch_size = b->batch_size;
        call.visibility_timeout_ms = b->lease_ms;
        memcpy(call.queue_id, b->queue_id, sizeof(call.queue_id));
    } else {
        memcpy(call.queue_id, s->queue->queue->id, sizeof(call.queue_id));
    }
    return curl_print(out, &call, config->options.texts[OPT_BASE_URL], config->by_key) ? ".sh"
                                                                                       : NULL;
}

static const char *make_queue_name(const struct source *s, struct buf *out)
{
    return make_word(out, s->queue->queue->name);
}

static const char *make_queue_id(const struct source *s, struct buf *out)
{
    return make_word(out, s->queue->queue->id);
}

static const struct item message_items[] = {
    {'v', "value at the cursor", NULL, "value", make_value, AT_CURSOR},
    {'p', "path at the cursor", NULL, "path", make_path, AT_CURSOR},
    {'b', "body, decoded", NULL, "body", make_body, ALWAYS},
    {'r', "body, as received", NULL, "raw", make_raw, ALWAYS},
    {'i', "message id", NULL, "id", make_id, ALWAYS},
    {'a', "ids of all marked", NULL, "ids", make_marked_ids, WITH_MARKS},
    {'l', "ref of the peek", "lease id", "lease", make_handle, ALWAYS},
    {'m', "whole message as JSON", NULL, "message", make_json, ALWAYS},
    {'c', "curl command of the peek", "curl command of the pull", "curl", make_curl, ALWAYS},
};
_Static_assert(ARRAY_LEN(message_items) <= MENU_ROWS, "every item has its row");

static const struct item queue_items[] = {
    {'n', "queue name", NULL, "name", make_queue_name, ALWAYS},
    {'i', "queue id", NULL, "id", make_queue_id, ALWAYS},
    {'c', "curl command for its backlog", NULL, "curl", make_curl, ALWAYS},
};

static const struct item *find_items(const struct copy *c, size_t *n)
{
    *n = c->of_queue ? ARRAY_LEN(queue_items) : ARRAY_LEN(message_items);
    return c->of_queue ? queue_items : message_items;
}

void copy_free(struct copy *c)
{
    free(c->id);
    buf_free(&c->text);
    *c = (struct copy){0};
}

/* The message or queue that the menu was opened for, wherever it stands now. */
static bool find_source(const struct app *app, struct source *s)
{
    const struct copy *c = &app->copy;
    const struct messages *m = &app->messages;

    *s = (struct source){.app = app, .queue = app_open_queue(app)};
    if (c->of_queue)
        return (s->queue = queues_find(&app->queues, c->id)) != NULL;
    for (size_t i = 0; i < m->n_rows && !s->row; i++)
        if (!strcmp(m->rows[i].message->id, c->id) &&
            (m->rows[i].batch->source == BATCH_PULL) == c->pulled)
            s->row = &m->rows[i];
    return s->row != NULL;
}

/* "cfqtop-ID-body.json": an id is OUTSIDE bytes, and a name of a file must hold none. */
static void name_file(struct copy *c, const char *end, const char *extension)
{
    char id[FILE_ID_MAX + 1];

    snprintf(id, sizeof(id), "%s", c->id);
    format_file_part(id);
    snprintf(c->file, sizeof(c->file), "cfqtop-%s-%s%s", id, end, extension);
}

static void offer(struct app *app, const char *end, const char *extension)
{
    struct copy *c = &app->copy;

    name_file(c, end, extension);
    if (c->text.len <= COPY_BYTES_MAX) {
        c->effect = COPY_TO_CLIPBOARD;
        return;
    }
    ask_start(app, MODE_COPY_FILE,
              (struct question){.yes = YES_BY_Y, .does = "writes it, readable by you alone"});
}

void copy_table(struct app *app, const char *queue_id, struct buf *text)
{
    struct copy *c = &app->copy;

    copy_free(c);
    c->of_queue = true;
    c->id = mem_copy_str(queue_id);
    c->text = *text;
    *text = (struct buf){.cap = 0};
    offer(app, "graph", ".csv");
}

static void choose(struct app *app, size_t row)
{
    struct copy *c = &app->copy;
    const char *extension;
    struct source source;
    size_t n;
    const struct item *item = &find_items(c, &n)[c->rows[row]];

    buf_free(&c->text);
    buf_init(&c->text, TEXT_MAX);
    if (!find_source(app, &source)) {
        app_set_status(app, STATUS_ERROR, "no longer in the list: nothing was copied");
        return;
    }
    extension = item->make(&source, &c->text);
    if (!extension || c->text.overflow || !c->text.len) {
        app_set_status(app, STATUS_ERROR, "not available here: nothing was copied");
        return;
    }
    offer(app, item->file, extension);
}

static bool is_offered(const struct app *app, enum offered offered, size_t marked)
{
    return offered == ALWAYS || (offered == WITH_MARKS && marked) ||
           (offered == AT_CURSOR && app->focus == PANE_BODY && pager_has_cursor(&app->body.pager));
}

static void make_menu(struct app *app)
{
    struct copy *c = &app->copy;
    size_t n, marked = c->of_queue ? 0 : marks_count(&app->marks, &app->messages);
    const struct item *items = find_items(c, &n);

    struct targets t;
    size_t others;

    targets_count(app, &t);
    free(targets_list(app, false, &others));
    if (!c->of_queue && (t.marked || others > 1))
        snprintf(app->copy.title, sizeof(app->copy.title),
                 t.marked ? "Copy of this one, not of the %zu marked"
                          : "Copy of this one, not of the %zu of its group",
                 others);
    else
        snprintf(app->copy.title, sizeof(app->copy.title), "%s",
                 c->of_queue ? "Copy of the queue" : "Copy");
    menu_start(&app->menu, app->copy.title);
    for (size_t i = 0; i < n; i++) {
        bool pulled = c->pulled && items[i].label_pulled;

        if (!is_offered(app, items[i].offered, marked))
            continue;
        c->rows[app->menu.list.n] = (unsigned char)i;
        menu_add(&app->menu,
                 (struct menu_row){items[i].key, pulled ? items[i].label_pulled : items[i].label,
                                   "", false});
    }
}

void copy_open(struct app *app)
{
    const struct message_row *row = messages_selected(&app->messages);
    const struct queue_row *queue = app_target_queue(app);
    bool of_queue = app->focus == PANE_QUEUES;

    if (of_queue ? !queue : !row) {
        app_set_status(app, STATUS_INFO, "there is nothing to copy here");
        return;
    }
    copy_free(&app->copy);
    app->copy.of_queue = of_queue;
    app->copy.id = mem_copy_str(of_queue ? queue->queue->id : row->message->id);
    app->copy.pulled = !of_queue && row->batch->source == BATCH_PULL;
    app->copy.line = app->body.pager.cursor;
    make_menu(app);
    app_open_menu(app, choose);
}

void copy_file_key(struct app *app, struct key key)
{
    if (ask_key(app, key) == QUESTION_YES)
        app->copy.effect = COPY_TO_FILE;
}

void copy_tell(struct app *app, enum copy_road road, size_t n)
{
    static const struct {
        const char *before, *behind; /* "12 bytes" */
    } says[] = {
        [COPY_ASKED] = {"asked tmux to take ", ""},
        [COPY_IN_TMUX] = {"tmux has ", ", and was asked to hand them to the terminal"},
        [COPY_VIA_TMUX] = {"sent ", " through tmux, which drops them unless set-clipboard is on"},
    };
    _Static_assert(ARRAY_LEN(says) == COPY_ROADS, "every road is told");

    app_set_status(app, STATUS_INFO, "%s%s%s", says[road].before, FORMAT_COUNTED(n, "byte"),
                   says[road].behind);
    copy_free(&app->copy);
}

void copy_done(struct app *app, const char *error)
{
    if (error)
        app_set_status(app, STATUS_ERROR, "%s", error);
    else
        app_set_status(app, STATUS_INFO, "sent %s to the terminal's clipboard; it gives no answer",
                       FORMAT_COUNTED(app->copy.text.len, "byte"));
    copy_free(&app->copy);
}

void copy_say_saved(struct app *app, size_t n, const char *path, const char *why)
{
    if (path)
        app_set_status(app, STATUS_INFO, "wrote %s to %s", FORMAT_COUNTED(n, "byte"), path);
    else
        app_set_status(app, STATUS_ERROR, "%s", why);
}
