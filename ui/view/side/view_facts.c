#include "app/show/queue/queue_balance.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "ui/view/views.h"
#include "ui/widget/sentence.h"

#include <stdio.h>

enum { SENTENCE_COL = 3, WITH_REASONS_ROWS = 14 };

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

static void put_settings(struct rect r, const struct queue *q)
{
    static const char *const paused[] = {"-", "running", "PAUSED"};
    _Static_assert(ARRAY_LEN(paused) == FLAG_COUNT, "every flag has its word");

    put(&r, "delivery", paused[q->paused]);
    put_consumer(&r, q);
    put_span(&r, "delivery delay", q->delivery_delay_s < 0 ? -1 : q->delivery_delay_s * 1000);
    put_span(&r, "retention", q->retention_s < 0 ? -1 : q->retention_s * 1000);
}

/* Why it grows or does not drain, and behind that a blank line. */
static void put_reasons(struct rect *r, const struct sentences *s)
{
    for (size_t i = 0; i < s->n && r->rows; i++) {
        enum role role = view_tone_role(s->all[i].tone);
        struct rect text = *r;

        draw_glyph(*r, 0, 1, role, view_tone_sign(s->all[i].tone));
        rect_cut_left(&text, SENTENCE_COL);
        rect_cut_right(&text, 1);
        rect_cut_top(r, sentence_draw(text, 0, text.rows, role, s->all[i].text));
    }
    if (s->n)
        rect_cut_top(r, 1);
}

/* The reasons, where there is room for more than the settings. */
void view_facts_draw(const struct app *app, struct rect r)
{
    const struct queue_row *row = queues_selected(&app->queues);
    struct sentences says = {.n = 0};
    struct balance balance;
    char right[60];

    if (rect_is_empty(r))
        return;
    if (row && r.rows >= WITH_REASONS_ROWS) {
        balance = queue_balance_find(app, row);
        queue_balance_explain(app, row, &balance, &says);
    }
    snprintf(right, sizeof(right), "%s: all of it", ACTION_KEY(ACT_DESCRIBE));
    view_title_draw(r, false, says.n ? "Why" : "Settings", right);
    rect_cut_top(&r, 1);
    put_reasons(&r, &says);
    if (row)
        put_settings(r, row->queue);
}
