#include "app/change/pull.h"

#include "app/blocker.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "app/open/open.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "parts/queues/prospect.h"

#include <stdio.h>
#include <string.h>

void pull_send(struct app *app, const struct queue_row *row, int64_t batch_size, int64_t lease_ms)
{
    struct request *r;

    open_pane(app, row);
    r = calls_add(&app->calls, OP_PULL, row->queue->id, app->now.mono_ms);
    r->call.batch_size = batch_size;
    r->call.visibility_timeout_ms = lease_ms;
    app->calls.items[app->calls.n - 1].by_user = true;
}

void pull_ask(struct app *app)
{
    const struct queue_row *row = app_target_queue(app);
    struct format number, lease;

    if (!row)
        return;
    snprintf(number.s, sizeof(number.s), "%lld", (long long)app_option(app, OPT_BATCH_SIZE));
    format_duration(&lease, app_option(app, OPT_LEASE));
    snprintf(app->prompt_queue_id, sizeof(app->prompt_queue_id), "%s", row->queue->id);
    pull_ask_with(app, number.s, lease.s);
}

void pull_ask_with(struct app *app, const char *number, const char *lease)
{
    ask_start(app, MODE_PULL, (struct question){.yes = YES_BY_ENTER, .does = "pulls"});
    ask_add_field(app, FIELD_MESSAGES, number);
    ask_add_field(app, FIELD_LEASE, lease);
}

/* The queue may have changed since it was asked. */
static void pull_asked(struct app *app)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    const char *blocker = row ? blocker_find_to_pull(row->queue)
                              : "the queue is no longer in the list: nothing was pulled";

    if (blocker) {
        app_set_hint(app, STATUS_ERROR, blocker);
        return;
    }
    app->config.options.numbers[OPT_BATCH_SIZE] = app->question.values[FIELD_MESSAGES];
    app->config.options.numbers[OPT_LEASE] = app->question.values[FIELD_LEASE];
    pull_send(app, row, app_option(app, OPT_BATCH_SIZE), app_option(app, OPT_LEASE));
}

void pull_key(struct app *app, struct key key)
{
    if (ask_key(app, key) == QUESTION_YES)
        pull_asked(app);
}

/* What is known of the messages that a pull would take: those of the last peek. */
static void describe_ends(const struct app *app, const struct queue *q, char *out, size_t size)
{
    const struct messages *m = &app->messages;
    bool peeked = m->peek && !strcmp(m->queue_id, app->prompt_queue_id);
    const char *to = queue_find_dlq(q);
    struct text_line l = text_line(out, size);
    size_t n, is_last, may_be;
    int64_t batch_size;

    out[0] = '\0';
    if (!peeked || !format_parse_int(app->prompt.fields[0].text, 1, 100, &batch_size))
        return;
    n = (uint64_t)batch_size < m->peek->n ? (size_t)batch_size : m->peek->n;
    is_last = prospect_count_next(q, m, n, PROSPECT_LAST);
    may_be = prospect_count_next(q, m, n, PROSPECT_MAYBE);
    if (!is_last && !may_be) {
        text_line_add(&l, "It is the last for none of the first %zu, as of the peek.", n);
        return;
    }
    if (is_last)
        text_line_add(&l, "It is the last for %zu", is_last);
    if (may_be)
        text_line_add(&l, "%s may be the last for %zu", is_last ? "," : "It", may_be);
    text_line_add(&l, " of the first %zu: then %s%s.", n, to ? "to " : "DELETED",
                  FORMAT_NAME(to ? to : ""));
}

void pull_describe(const struct app *app, struct pull_text *out)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    const char *blocker = row ? blocker_find_to_pull(row->queue) : "the queue is gone";
    int64_t ms;
    bool read = format_parse_duration(app->prompt.fields[1].text, &ms);

    out->ends[0] = '\0';
    if (blocker) {
        action_fill(out->price, sizeof(out->price), blocker);
        return;
    }
    snprintf(out->price, sizeof(out->price), "+1 attempt each; hidden from consumers for %.100s.",
             read ? app->prompt.fields[1].text : "the lease");
    describe_ends(app, row->queue, out->ends, sizeof(out->ends));
}
