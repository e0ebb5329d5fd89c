/* i: every field of the selected message on a screen of its own.  UI thread. */
#include "app/keys/actions.h"
#include "app/settle.h"
#include "app/show/fields.h"
#include "app/show/queue/describe.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "body/json/json.h"
#include "parts/queues/prospect.h"

#include <stdio.h>
#include <string.h>

static void add_time(struct buf *b, const char *label, int64_t wall_ms, int64_t now_wall_ms)
{
    struct format age, utc, local;

    if (wall_ms < 0) {
        fields_add(b, label, NULL);
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
        fields_add(b, "attempts", NULL);
    else if (max < 0)
        buf_print(b, "  %-18s%lld (no consumer says how many retries)\n", "attempts",
                  (long long)m->attempts);
    else
        buf_print(b, "  %-18s%lld (max_retries of the consumer: %lld)\n", "attempts",
                  (long long)m->attempts, (long long)max);
}

static void add_prospect(struct buf *b, const struct app *app, const struct message_row *row)
{
    const struct queue_row *queue = app_open_queue(app);
    const struct queue *q = queue ? queue->queue : NULL;
    struct prospect p = prospect_find(q, row->message->attempts);
    struct format f;
    char text[80];

    prospect_print(text, sizeof(text), &p);
    if (p.kind == PROSPECT_UNKNOWN)
        fields_add(b, "if it fails", NULL);
    else if (p.kind == PROSPECT_SAFE)
        fields_print(b, "if it fails", "%s: more may follow", text);
    else if (p.to)
        fields_print(b, "if it fails", "%s; then to %s", text, p.to);
    else
        fields_print(b, "if it fails", "%s; then DELETED (no dead-letter queue)", text);
    fields_add(
        b, "expires in",
        format_span(&f, prospect_expires_in(q, row->message->timestamp_ms, app->now.wall_ms)));
}

static void add_lease(struct buf *b, const struct app *app, const struct message_row *row)
{
    int64_t left = leases_deadline(row->batch, row->message) - app->now.mono_ms;
    struct format f;

    if (row->batch->source == BATCH_PEEK) {
        fields_add(b, "source", "peeked: no lease, attempts untouched");
        fields_add(b, "ref", row->message->ref);
        return;
    }
    buf_print(b, "  %-18s%s", "source", "pulled: ");
    if (row->message->lease_over)
        buf_print(b, "its lease is over\n");
    else if (left > 0)
        buf_print(b, "lease ends in %s\n", format_span(&f, left));
    else
        buf_print(b, "the lease has ended; the message is visible to consumers again\n");
    fields_add(b, "lease_id", row->message->lease_id);
}

static void add_outcome(struct buf *b, const struct app *app, const struct message *m)
{
    struct message_outcome f = outcomes_find(&app->changes.outcomes, m);

    if (f.outcome == OUTCOME_NONE)
        return;
    fields_add(b, "outcome", outcome_name(f.outcome));
    if (f.note)
        fields_add(b, "", f.note);
    if (f.outcome == OUTCOME_UNKNOWN)
        fields_print(b, "", "to find out: %s peeks again; if it is gone, it was done",
                     ACTION_KEY(ACT_PEEK));
}

/* As it is shown, as the producer sent it, as it came. */
static void add_size(struct buf *b, const struct app *app, const struct message *m)
{
    const struct body *body = &app->body.body;
    bool unpacked = app->body.shown.message == m && (body->layers || body->framed);
    int64_t sent = m->body ? (int64_t)body_size(m) : -1;
    struct format f;

    buf_print(b, "  %-18s", "body");
    buf_print(b, "%s decoded, ", format_bytes(&f, unpacked ? (int64_t)body->len : sent));
    if (unpacked)
        buf_print(b, "%s sent, ", format_bytes(&f, sent));
    buf_print(b, "%s as received\n", format_bytes(&f, m->body ? (int64_t)m->body_len : -1));
}

static void show(struct app *app, const struct message_row *row)
{
    const struct message *m = row->message;
    struct buf b;

    buf_init(&b, FIELDS_MAX);
    buf_print(&b, "MESSAGE\n");
    fields_add(&b, "id", m->id);
    add_outcome(&b, app, m);
    add_lease(&b, app, row);
    add_attempts(&b, app, m);
    add_prospect(&b, app, row);
    fields_add(&b, "content type", m->type_text);
    fields_add(&b, "steps", app->body.shown.message == m ? app->body.body.chain : NULL);
    add_size(&b, app, m);
    add_time(&b, "timestamp_ms", m->timestamp_ms, app->now.wall_ms);
    add_time(&b, "received", row->batch->received.wall_ms, app->now.wall_ms);
    buf_print(&b, "\nMETADATA\n");
    if (m->metadata && json_check(m->metadata, strlen(m->metadata)))
        add_json(&b, m->metadata);
    else
        buf_print(&b, "  -\n");
    fields_show(app, SCREEN_MESSAGE, &b);
}

void message_fields_toggle(struct app *app)
{
    const struct message_row *row = messages_selected(&app->messages);

    if (app_close_screen(app, SCREEN_MESSAGE) || app_close_screen(app, SCREEN_QUEUE))
        return;
    if (app->focus == PANE_QUEUES || !row) {
        describe_toggle(app);
        return;
    }
    app_settle(app);
    show(app, row);
}
