#include "app/open.h"

#include "app/actions.h"
#include "app/ask.h"
#include "app/blocker.h"
#include "app/change/change.h"
#include "app/keys.h"
#include "app/refresh.h"
#include "app/show/body_pane.h"
#include "base/format.h"
#include "parts/list/prospect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void go_to(struct app *app, const struct queue_row *row)
{
    body_pane_mark_stale(app);
    if (strcmp(app->messages.queue_id, row->queue->id) != 0)
        groups_leave(app);
    messages_open(&app->messages, row->queue->id, app->now.mono_ms);
    body_pane_open_queue(app);
    change_forget(app);
    app->no_peek_reason[0] = '\0';
    app->status.kind = STATUS_NONE; /* what comes of this is the news now */
    app->focus = PANE_MESSAGES;
}

/* A peek of another queue, still under way, would be thrown away when it comes. */
static void cancel_other_peeks(struct app *app, const char *queue_id)
{
    for (size_t i = 0; i < app->calls.n; i++) {
        const struct call_state *call = &app->calls.items[i];

        if (call->op == OP_PEEK && strcmp(call->queue_id, queue_id) != 0)
            calls_cancel(&app->calls, call->id);
    }
}

void open_peek(struct app *app, const struct queue_row *row, int64_t n)
{
    const char *id = row->queue->id;
    struct request *r;

    if (app->freeze.on) {
        freeze_refuse(app);
        return;
    }
    go_to(app, row);
    cancel_other_peeks(app, id);
    if (row->stats->peek_unavailable) {
        snprintf(app->no_peek_reason, sizeof(app->no_peek_reason),
                 "peek is not available here: P pulls instead");
        app_set_status(app, STATUS_ERROR, "%s", app->no_peek_reason);
        return;
    }
    if (calls_find_op(&app->calls, OP_PEEK, id))
        return;
    r = calls_add(&app->calls, OP_PEEK, id, app->now.mono_ms);
    r->call.batch_size = n;
    app->calls.items[app->calls.n - 1].by_user = true;
}

static void pull(struct app *app, const struct queue_row *row, int64_t batch_size, int64_t lease_ms)
{
    struct request *r;

    go_to(app, row);
    r = calls_add(&app->calls, OP_PULL, row->queue->id, app->now.mono_ms);
    r->call.batch_size = batch_size;
    r->call.visibility_timeout_ms = lease_ms;
    app->calls.items[app->calls.n - 1].by_user = true;
}

void open_selected(struct app *app)
{
    const struct queue_row *row = queues_selected(&app->queues);

    if (row)
        open_peek(app, row, PEEK_BATCH);
}

void open_peek_again(struct app *app)
{
    const struct queue_row *row = app_target_queue(app);

    if (row)
        open_peek(app, row, PEEK_BATCH);
    else
        app_set_status(app, STATUS_ERROR, "there is no queue to peek");
}

void open_wanted(struct app *app)
{
    const struct queue_row *row;

    if (!app->config.queue || app->quitting)
        return;
    queues_settle(&app->queues, app->now.mono_ms);
    row = queues_find_name(&app->queues, app->config.queue);
    if (!row)
        row = queues_find(&app->queues, app->config.queue);
    if (!row)
        return;
    queues_select(&app->queues, row);
    if (app_option(app, OPT_PULL) && !app_option(app, OPT_READ_ONLY))
        pull(app, row, app_option(app, OPT_BATCH_SIZE), app_option(app, OPT_LEASE));
    else
        open_peek(app, row, PEEK_BATCH);
    free(app->config.queue);
    app->config.queue = NULL;
}

void open_miss_wanted(struct app *app)
{
    if (!app->config.queue || app->quitting)
        return;
    snprintf(app->fatal, sizeof(app->fatal), "no queue is named %s in this account",
             app->config.queue);
    app_quit(app);
}

void open_pull_prompt(struct app *app)
{
    const struct queue_row *row = app_target_queue(app);
    struct format number, lease;

    if (!row)
        return;
    snprintf(number.s, sizeof(number.s), "%lld", (long long)app_option(app, OPT_BATCH_SIZE));
    format_duration(&lease, app_option(app, OPT_LEASE));
    snprintf(app->prompt_queue_id, sizeof(app->prompt_queue_id), "%s", row->queue->id);
    open_fill_pull(app, number.s, lease.s);
}

void open_fill_pull(struct app *app, const char *number, const char *lease)
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
        app_set_status(app, STATUS_ERROR, "%s", blocker);
        return;
    }
    app->config.options.numbers[OPT_BATCH_SIZE] = app->question.values[FIELD_MESSAGES];
    app->config.options.numbers[OPT_LEASE] = app->question.values[FIELD_LEASE];
    pull(app, row, app_option(app, OPT_BATCH_SIZE), app_option(app, OPT_LEASE));
}

void open_pull_key(struct app *app, struct key key)
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
    int64_t batch_size;
    size_t n, ends;

    out[0] = '\0';
    if (!peeked || !format_parse_int(app->prompt.fields[0].text, 1, 100, &batch_size))
        return;
    n = (uint64_t)batch_size < m->peek->n ? (size_t)batch_size : m->peek->n;
    ends = prospect_count_last(q, m, n);
    if (!ends)
        snprintf(out, size, "None of the first %zu is at its limit, as of the last peek.", n);
    else if (to)
        snprintf(out, size, "%zu of the first %zu at the limit: to %s on failure.", ends, n,
                 FORMAT_NAME(to));
    else
        snprintf(out, size, "%zu of the first %zu at the limit: DELETED on failure.", ends, n);
}

void open_describe_pull(const struct app *app, struct pull_text *out)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    const char *blocker = row ? blocker_find_to_pull(row->queue) : "the queue is gone";
    int64_t ms;
    bool read = format_parse_duration(app->prompt.fields[1].text, &ms);

    out->ends[0] = '\0';
    if (blocker) {
        snprintf(out->price, sizeof(out->price), "%s", blocker);
        return;
    }
    snprintf(out->price, sizeof(out->price), "+1 attempt each; hidden from consumers for %.100s.",
             read ? app->prompt.fields[1].text : "the lease");
    describe_ends(app, row->queue, out->ends, sizeof(out->ends));
}
