#include "app/info.h"

#include "base/format.h"
#include "body/json.h"

#include <string.h>

enum { INFO_MAX = 1 << 20 };

static void open_overlay(struct app *app, enum overlay overlay, struct buf *text)
{
    app->overlay = overlay;
    app->overlay_pager.needle[0] = '\0';
    pager_set_text(&app->overlay_pager, text->bytes ? text->bytes : "", text->len);
    buf_free(text);
}

/* "label            value"; value may hold OUTSIDE bytes, a line end among them is kept inside. */
static void add_field(struct buf *b, const char *label, const char *value)
{
    buf_print(b, "  %-18s", label);
    for (const char *p = value && value[0] ? value : "-"; *p; p++)
        buf_append(b, *p == '\n' ? "\r" : p, 1);
    buf_append_byte(b, '\n');
}

static void add_number(struct buf *b, const char *label, int64_t n, const char *unit)
{
    struct format f;

    if (n < 0)
        add_field(b, label, NULL);
    else
        buf_print(b, "  %-18s%s%s\n", label, format_count(&f, n), unit);
}

static void add_time(struct buf *b, const char *label, int64_t wall_ms, int64_t now_wall_ms)
{
    struct format age, utc, local;

    if (wall_ms < 0) {
        add_field(b, label, NULL);
        return;
    }
    buf_print(b, "  %-18s%s ago\n", label, format_span(&age, now_wall_ms - wall_ms));
    buf_print(b, "  %-18s%s UTC\n", "", format_utc(&utc, wall_ms));
    buf_print(b, "  %-18s%s local\n", "", format_local(&local, wall_ms));
    buf_print(b, "  %-18s%lld ms\n", "", (long long)wall_ms);
}

static void add_json(struct buf *b, const char *json)
{
    struct body body = {.form = BODY_JSON, .bytes = (char *)(uintptr_t)json, .len = strlen(json)};
    struct layout layout;

    layout_make(&layout, &body, LAYOUT_AUTO);
    for (size_t i = 0; i < layout.n; i++) {
        size_t len;
        const char *line = layout_line(&layout, i, &len);

        buf_append_str(b, "  ");
        buf_append(b, line, len);
        buf_append_byte(b, '\n');
    }
    layout_free(&layout);
}

static void add_attempts(struct buf *b, const struct app *app, const struct message *m)
{
    const struct queue_row *row = app_open_queue(app);
    int64_t max = row ? queue_find_max_retries(row->queue) : -1;

    if (m->attempts < 0)
        add_field(b, "attempts", NULL);
    else if (max < 0)
        buf_print(b, "  %-18s%lld (no consumer says how many retries)\n", "attempts",
                  (long long)m->attempts);
    else
        buf_print(b, "  %-18s%lld (max_retries of the consumer: %lld)\n", "attempts",
                  (long long)m->attempts, (long long)max);
}

static void add_lease(struct buf *b, const struct app *app, const struct message_row *row)
{
    int64_t left = leases_deadline(row->batch) - app->now.mono_ms;
    struct format f;

    if (row->batch->source == BATCH_PEEK) {
        add_field(b, "source", "peeked: no lease, attempts untouched");
        add_field(b, "ref", row->message->ref);
        return;
    }
    buf_print(b, "  %-18s%s", "source", "pulled: ");
    if (left > 0)
        buf_print(b, "lease ends in %s\n", format_span(&f, left));
    else
        buf_print(b, "the lease has ended; the message is visible to consumers again\n");
    add_field(b, "lease_id", row->message->lease_id);
}

void info_show_message(struct app *app, const struct message_row *row)
{
    const struct message *m = row->message;
    struct buf b;
    struct format f;

    app->info_queue_id[0] = '\0';
    buf_init(&b, INFO_MAX);
    buf_print(&b, "MESSAGE\n");
    add_field(&b, "id", m->id);
    add_lease(&b, app, row);
    add_attempts(&b, app, m);
    add_field(&b, "content type", m->type_text);
    add_field(&b, "encoding", app->body.shown.message == m ? app->body.body.encoding : NULL);
    buf_print(&b, "  %-18s%s decoded, ", "body", format_bytes(&f, (int64_t)body_size(m)));
    buf_print(&b, "%s as received\n", format_bytes(&f, m->body ? (int64_t)m->body_len : -1));
    add_time(&b, "timestamp_ms", m->timestamp_ms, app->now.wall_ms);
    add_time(&b, "received", row->batch->received.wall_ms, app->now.wall_ms);
    buf_print(&b, "\nMETADATA\n");
    if (m->metadata && json_check(m->metadata, strlen(m->metadata)))
        add_json(&b, m->metadata);
    else
        buf_print(&b, "  -\n");
    open_overlay(app, OVERLAY_INFO, &b);
}

static void add_consumer(struct buf *b, const struct consumer *c)
{
    buf_print(b, "\nCONSUMER\n");
    add_field(b, "type", c->type);
    add_field(b, "consumer_id", c->id);
    if (c->kind == CONSUMER_WORKER)
        add_field(b, "script", c->script);
    add_field(b, "dead_letter_queue",
              c->dead_letter_queue ? c->dead_letter_queue : "none: failed messages are deleted");
    add_number(b, "batch_size", c->batch_size, " messages");
    add_number(b, "max_retries", c->max_retries, "");
    add_number(b, "retry_delay", c->retry_delay_s, " s");
    if (c->kind == CONSUMER_WORKER) {
        add_number(b, "max_concurrency", c->max_concurrency, "");
        add_number(b, "max_wait_time", c->max_wait_ms, " ms");
    }
    if (c->kind == CONSUMER_HTTP_PULL)
        add_number(b, "visibility_timeout", c->visibility_timeout_ms, " ms");
    add_field(b, "created_on", c->created_on);
}

void info_show_queue(struct app *app, const struct queue *q)
{
    static const char *const flags[] = {"-", "no", "yes"};
    struct buf b;

    memcpy(app->info_queue_id, q->id, sizeof(app->info_queue_id));
    buf_init(&b, INFO_MAX);
    buf_print(&b, "QUEUE\n");
    add_field(&b, "name", q->name);
    add_field(&b, "id", q->id);
    add_field(&b, "delivery_paused", flags[q->paused]);
    add_number(&b, "delivery_delay", q->delivery_delay_s, " s");
    add_number(&b, "retention", q->retention_s, " s");
    add_field(&b, "created_on", q->created_on);
    add_field(&b, "modified_on", q->modified_on);
    add_field(&b, "jurisdiction", q->jurisdiction);
    add_number(&b, "producers", q->producers_total, "");
    for (size_t i = 0; i < q->n_producers; i++)
        add_field(&b, q->producers[i].type ? q->producers[i].type : "-", q->producers[i].name);
    add_number(&b, "consumers", q->consumers_total, "");
    for (size_t i = 0; i < q->n_consumers; i++)
        add_consumer(&b, &q->consumers[i]);
    open_overlay(app, OVERLAY_INFO, &b);
}

/* The actions of one pane alone, or (where is IN_PANES) of all panes. */
static void add_actions(struct buf *b, const struct app *app, const char *title, int where)
{
    buf_print(b, "\n%s\n", title);
    for (int i = 0; i < ACT_COUNT; i++) {
        const struct action *a = action_get((enum action_id)i);
        bool hidden = app->config.read_only && (a->flags & IS_WRITE);
        bool in_all = (a->where & IN_PANES) == IN_PANES;

        if (!hidden && (a->where & where) == where && in_all == (where == IN_PANES))
            buf_print(b, "  %-14s%s\n", a->keys, a->help);
    }
}

/* The keys of the pane in focus come first. */
void info_show_help(struct app *app)
{
    static const struct {
        enum where where;
        const char *title;
    } panes[PANE_COUNT] = {{IN_QUEUES, "QUEUES"}, {IN_MESSAGES, "MESSAGES"}, {IN_BODY, "BODY"}};
    struct buf b;

    buf_init(&b, INFO_MAX);
    buf_print(&b, "Lower-case keys look.  Upper-case keys that change the server ask first.\n");
    buf_print(&b, "Peeking takes no lease.  Pulling counts one attempt and hides the messages.\n");
    for (int i = 0; i < PANE_COUNT; i++) {
        int pane = ((int)app->focus + i) % PANE_COUNT;

        add_actions(&b, app, panes[pane].title, (int)panes[pane].where);
    }
    add_actions(&b, app, "EVERYWHERE", IN_PANES);
    buf_print(&b,
              "\nQUEUE FLAGS\n  P paused   W consumed by a Worker   H has an http_pull consumer\n");
    buf_print(&b, "\nA dimmed number is older than two refreshes; - is unknown, never 0.\n");
    open_overlay(app, OVERLAY_HELP, &b);
}
