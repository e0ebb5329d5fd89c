#include "base/memory/array.h"
#include "base/text/format.h"
#include "ui/view/views.h"

#include <stdio.h>

static void put(struct rect *r, const char *label, const char *value)
{
    view_title_put(r, label, ROLE_TEXT, value);
}

static void put_span(struct rect *r, const char *label, int64_t ms)
{
    struct format f;

    put(r, label, format_span(&f, ms));
}

static void put_consumer(struct rect *r, const struct queue *q)
{
    const struct consumer *c = q->n_consumers ? &q->consumers[0] : NULL;
    char text[300];

    if (!c) {
        put(r, "consumer", "none: messages stay until they expire");
        return;
    }
    snprintf(text, sizeof(text), "%s %s", c->type ? c->type : "-", c->script ? c->script : "");
    put(r, "consumer", text);
    snprintf(text, sizeof(text), c->max_retries < 0 ? "-" : "%lld, then %s",
             (long long)c->max_retries,
             c->dead_letter_queue ? "to the dead-letter queue" : "deleted");
    put(r, "retries", text);
    put(r, "dead-letter queue", c->dead_letter_queue ? c->dead_letter_queue : "none");
    if (c->kind == CONSUMER_HTTP_PULL)
        put_span(r, "visibility timeout", c->visibility_timeout_ms);
    else
        put_span(r, "batch wait", c->max_wait_ms);
}

void view_facts_draw(const struct app *app, struct rect r)
{
    char right[60];
    const struct queue_row *row = queues_selected(&app->queues);
    static const char *const paused[] = {"-", "running", "PAUSED"};
    _Static_assert(ARRAY_LEN(paused) == FLAG_COUNT, "every flag has its word");

    if (rect_is_empty(r))
        return;
    snprintf(right, sizeof(right), "%s: describe", ACTION_KEY(ACT_DESCRIBE));
    view_title_draw(r, false, row ? row->queue->name : "settings", right);
    rect_cut_top(&r, 1);
    if (!row)
        return;
    put(&r, "delivery", paused[row->queue->paused]);
    put_consumer(&r, row->queue);
    put_span(&r, "delivery delay",
             row->queue->delivery_delay_s < 0 ? -1 : row->queue->delivery_delay_s * 1000);
    put_span(&r, "retention", row->queue->retention_s < 0 ? -1 : row->queue->retention_s * 1000);
}
