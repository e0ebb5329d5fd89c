#include "app/show/queue/describe.h"

#include "app/keys/actions.h"
#include "app/read/past.h"
#include "app/show/fields.h"
#include "app/show/queue/queue_balance.h"
#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "parts/balance/drain_text.h"
#include "parts/queues/dlq_loop.h"

#include <stdio.h>
#include <string.h>

/* A span of the API: 0 is a word of its own. */
static void add_span(struct buf *b, const char *label, int64_t ms, const char *zero)
{
    struct format f;

    fields_add(b, label, ms < 0 ? NULL : ms == 0 ? zero : format_duration(&f, ms));
}

static int64_t to_ms(int64_t s)
{
    return s < 0 ? -1 : s > INT64_MAX / 1000 ? INT64_MAX : s * 1000;
}

static void add_backlog(struct buf *b, const struct app *app, const struct queue *q)
{
    const struct queue_row *row = queues_find(&app->queues, q->id);
    const struct metrics *m = row ? &row->stats->metrics : NULL;
    struct format bytes, oldest, age;

    if (!m || m->backlog_count < 0) {
        fields_add(b, "backlog", NULL);
        return;
    }
    fields_print(b, "backlog", "%s, %s, oldest %s (measured %s ago)",
                 FORMAT_COUNTED(m->backlog_count, "message"),

                 format_bytes(&bytes, m->backlog_bytes),
                 format_span(&oldest, m->oldest_ms > 0 ? app->now.wall_ms - m->oldest_ms : -1),
                 format_span(&age, app->now.mono_ms - row->stats->measured_mono_ms));
}

static void add_settings(struct buf *b, const struct app *app, const struct queue *q)
{
    static const char *const delivery[] = {NULL, "running",
                                           "PAUSED: producers may send, consumers get nothing"};
    _Static_assert(ARRAY_LEN(delivery) == FLAG_COUNT, "every flag has its word");

    buf_append_str(b, "QUEUE\n");
    fields_add(b, "name", q->name);
    fields_add(b, "id", q->id);
    fields_add(b, "delivery", delivery[q->paused]);
    add_backlog(b, app, q);
    add_span(b, "delivery delay", to_ms(q->delivery_delay_s), "none");
    add_span(b, "retention", to_ms(q->retention_s), "0s");
    fields_add(b, "created", q->created_on);
    fields_add(b, "modified", q->modified_on);
    fields_add(b, "jurisdiction", q->jurisdiction);
}

static void print_consumer(char *out, size_t size, const struct consumer *c)
{
    if (c->kind == CONSUMER_WORKER)
        snprintf(out, size, "Worker %s", c->script ? c->script : "-");
    else
        snprintf(out, size, "%s", c->type ? c->type : "-");
}

static void add_retries(struct buf *b, const struct consumer *c)
{
    const char *retries = c->max_retries < 0    ? "retries unknown"
                          : c->max_retries == 0 ? "no retries"
                                                : FORMAT_COUNTED(c->max_retries, "retry");

    if (c->dead_letter_queue)
        fields_print(b, "failed messages", "%s, then to %s", retries, c->dead_letter_queue);
    else
        fields_print(b, "failed messages", "%s, then DELETED (no dead-letter queue)", retries);
}

static void add_batch(struct buf *b, const struct consumer *c)
{
    struct format wait;

    if (c->batch_size < 0)
        fields_add(b, "batch", NULL);
    else if (c->max_wait_ms >= 0)
        fields_print(b, "batch", "up to %s, or what came in %s",
                     FORMAT_COUNTED(c->batch_size, "message"),
                     format_duration(&wait, c->max_wait_ms));
    else
        fields_print(b, "batch", "up to %s", FORMAT_COUNTED(c->batch_size, "message"));
}

static void add_consumer(struct buf *b, const struct consumer *c)
{
    char name[300];
    struct format f;

    print_consumer(name, sizeof(name), c);
    buf_append_str(b, "\nCONSUMER\n");
    fields_add(b, c->kind == CONSUMER_WORKER ? "pushed to" : "type", name);
    add_retries(b, c);
    add_span(b, "retry delay", to_ms(c->retry_delay_s), "none");
    add_batch(b, c);
    if (c->kind == CONSUMER_WORKER)
        fields_add(b, "concurrency",
                   c->max_concurrency < 0 ? "as many as the platform allows"
                                          : format_count(&f, c->max_concurrency));
    if (c->kind == CONSUMER_HTTP_PULL)
        add_span(b, "lease", c->visibility_timeout_ms, "0s");
    for (size_t i = 0; i < c->n_settings; i++)
        fields_add(b, c->settings[i].name, c->settings[i].value);
    fields_add(b, "created", c->created_on);
    fields_add(b, "consumer id", c->id);
}

static void add_destination(struct buf *b, const struct app *app, const struct queue *q)
{
    const char *dlq = queue_find_dlq(q);
    const struct queue_row *row = dlq ? queues_find_name(&app->queues, dlq) : NULL;
    char loop[400];
    struct text_line l = text_line(loop, sizeof(loop));
    struct format count;

    if (dlq_loop_find(&app->queues, q, dtext_is_ascii() ? " > " : " \xe2\x86\x92 ", &l))
        fields_print(b, "sends to", "LOOP: %s: what fails goes round for ever", loop);
    else if (!dlq)
        fields_add(b, "sends to",
                   q->n_consumers ? "nowhere: failed messages are deleted"
                                  : "nowhere: nothing consumes this queue");
    else if (!row)
        fields_print(b, "sends to", "%s, which is not in the list", dlq);
    else if (row->stats->metrics.backlog_count < 0)
        fields_add(b, "sends to", dlq);
    else
        fields_print(b, "sends to", "%s (backlog %s)", dlq,
                     format_count(&count, row->stats->metrics.backlog_count));
}

/* Every consumer of the list that names q. */
static void add_origins(struct buf *b, const struct app *app, const struct queue *q)
{
    const char *label = "receives from";

    for (size_t i = 0; i < app->queues.n_rows; i++) {
        const struct queue *source = app->queues.rows[i].queue;

        for (size_t k = 0; k < source->n_consumers; k++) {
            const struct consumer *c = &source->consumers[k];
            char name[300];

            if (!c->dead_letter_queue || strcmp(c->dead_letter_queue, q->name) != 0)
                continue;
            print_consumer(name, sizeof(name), c);
            fields_print(b, label, "%s (%s)", source->name, name);
            label = "";
        }
    }
    if (label[0])
        fields_add(b, label,
                   app->queues.loaded ? "no queue of the list" : "not known: list not read yet");
}

static void add_producers(struct buf *b, const struct queue *q)
{
    struct format count;

    buf_print(b, "\nPRODUCERS %s\n", format_count(&count, q->producers_total));
    for (size_t i = 0; i < q->n_producers; i++)
        fields_add(b, q->producers[i].type ? q->producers[i].type : "-", q->producers[i].name);
    if (!q->n_producers)
        buf_append_str(b, q->producers_total == 0 ? "  none: only the API sends here\n"
                                                  : "  not in the answer\n");
}

static void say_no_analytics(struct buf *b, const struct app *app)
{
    const char *why = past_find_trouble(app);
    char text[1000];

    snprintf(text, sizeof(text), "in and out are not known: %s",
             why[0] ? why : "there are no analytics yet");
    fields_say(b, text);
}

/* What was measured of it, by settings that may be newer than the list. */
static void add_why(struct buf *b, const struct app *app, const struct queue *q)
{
    const struct queue_row *listed = queues_find(&app->queues, q->id);
    struct sentences verdict = {0}, flows = {0};
    struct balance balance;
    struct queue_row row;
    char source[100];

    if (!listed)
        return;
    row = *listed;
    row.queue = q;
    balance = queue_balance_find(app, &row);
    drain_explain(&row, &app->now, &verdict);
    queue_balance_explain(app, &row, &balance, &flows);
    buf_append_str(b, "WHY\n");
    for (size_t i = 0; i < verdict.n; i++)
        fields_say(b, verdict.all[i].text);
    for (size_t i = 0; i < flows.n; i++)
        fields_say(b, flows.all[i].text);
    if (!past_find(app))
        say_no_analytics(b, app);
    if (balance.kind != BALANCE_UNKNOWN)
        buf_print(
            b, "  by analytics of %s\n",
            balance_print_source(&balance, app->times, app->now.wall_ms, source, sizeof(source)));
    buf_append_byte(b, '\n');
}

static void add_fields(struct buf *b, const struct app *app, const struct queue *q)
{
    add_settings(b, app, q);
    buf_append_str(b, "\nDEAD LETTERS\n");
    add_destination(b, app, q);
    add_origins(b, app, q);
    for (size_t i = 0; i < q->n_consumers; i++)
        add_consumer(b, &q->consumers[i]);
    if (!q->n_consumers)
        buf_append_str(b, q->consumers_total > 0
                              ? "\nCONSUMER\n  not in the answer\n"
                              : "\nCONSUMER\n  none: messages stay until they expire\n");
    add_producers(b, q);
}

void describe_print(struct buf *b, const struct app *app, const struct queue *q)
{
    add_why(b, app, q);
    add_fields(b, app, q);
}

static size_t count_lines(const char *text, size_t n)
{
    size_t lines = 0;

    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    return lines;
}

/* Fields that come later leave the view where it was scrolled to. */
static void show(struct app *app, const struct queue *q, bool renew)
{
    struct described *d = &app->described;
    struct buf b;

    buf_init(&b, FIELDS_MAX);
    add_why(&b, app, q);
    d->why_lines = count_lines(b.bytes, b.len);
    add_fields(&b, app, q);
    d->made_mono_ms = app->now.mono_ms;
    if (renew)
        fields_renew(app, &b);
    else
        fields_show(app, SCREEN_QUEUE, &b);
}

void described_free(struct described *d)
{
    queue_page_free(d->page);
    d->page = NULL;
}

void describe_toggle(struct app *app)
{
    const struct queue_row *row = app_target_queue(app);

    if (app_close_screen(app, SCREEN_QUEUE))
        return;
    if (!row) {
        app_set_status(app, STATUS_INFO, "there is no queue to describe");
        return;
    }
    described_free(&app->described);
    memcpy(app->described.id, row->queue->id, sizeof(app->described.id));
    show(app, row->queue, false);
    if (!app->freeze.on && !calls_find_op(&app->calls, OP_QUEUE, row->queue->id))
        calls_add(&app->calls, OP_QUEUE, row->queue->id, app->now.mono_ms);
}

void describe_take(struct app *app, struct queue_page *page)
{
    struct described *d = &app->described;

    if (app->screen != SCREEN_QUEUE || page->n != 1 || strcmp(d->id, page->items[0].id) != 0) {
        queue_page_free(page);
        return;
    }
    described_free(d);
    d->page = page;
    show(app, &page->items[0], true);
}

/* Below it nothing has changed, and a line more above would move what is read there. */
void describe_settle(struct app *app)
{
    const struct described *d = &app->described;
    const struct queue_row *row = queues_find(&app->queues, d->id);
    bool in_sight = app->screen_pager.top < d->why_lines;

    if (app->screen == SCREEN_QUEUE && row && in_sight &&
        app->now.mono_ms >= d->made_mono_ms + 1000)
        show(app, d->page ? &d->page->items[0] : row->queue, true);
}
