#include "app/events.h"

#include "api/error/explain.h"
#include "app/change/change.h"
#include "app/change/release.h"
#include "app/keys/actions.h"
#include "app/open/named_queue.h"
#include "app/read/measure.h"
#include "app/read/past.h"
#include "app/read/refresh.h"
#include "app/read/watch.h"
#include "app/show/body_pane.h"
#include "app/show/queue/describe.h"
#include "app/take/evidence.h"

#include <stdio.h>
#include <string.h>

static void on_accounts(struct app *app, struct event *e)
{
    struct account_list *list = e->u.accounts;

    if (list->n == 1) {
        memcpy(app->config.account_id, list->items[0].id, sizeof(app->config.account_id));
        snprintf(app->account_name, sizeof(app->account_name), "%s", list->items[0].name);
        refresh_list(app, true);
    } else {
        snprintf(app->fatal, sizeof(app->fatal),
                 list->n ? "the credential sees %zu accounts: choose one with --account ID"
                         : "the credential sees no account: give one with --account ID",
                 list->n);
        app_quit(app);
    }
}

static void on_page(struct app *app, struct event *e)
{
    struct call_state *call = calls_find(&app->calls, e->req_id);

    if (call)
        call->heard_mono_ms = app->now.mono_ms;
    queues_add_page(&app->queues, e->u.page);
    e->u.page = NULL;
    named_queue_open(app);
}

static void on_list_end(struct app *app, struct event *e)
{
    (void)e;
    queues_finish_load(&app->queues, app->now.mono_ms);
    refresh_plan_list(app);
    named_queue_miss(app);
}

static void on_metrics(struct app *app, struct event *e)
{
    queues_measure(&app->queues, e->queue_id, &e->u.metrics, e->received.mono_ms);
    app->no_metrics_reason[0] = '\0';
}

static void measure_batch(struct app *app, const struct batch *b)
{
    struct metrics m = b->metrics;

    m.backlog_count = batch_backlog(b);
    if (m.backlog_count >= 0)
        queues_measure(&app->queues, b->queue_id, &m, b->received.mono_ms);
}

/* A queue that gives nothing may have a backlog all the same. */
static void say_empty(struct app *app, const struct batch *b)
{
    const struct queue_row *row = queues_find(&app->queues, b->queue_id);
    int64_t backlog = batch_backlog(b);
    struct format count;

    if (backlog < 0 && row)
        backlog = row->stats->metrics.backlog_count;
    if (backlog > 0)
        app_set_status(app, STATUS_INFO, "no message: %s in the backlog: %s",
                       format_count(&count, backlog), BATCH_WHY_EMPTY);
    else if (b->source == BATCH_PULL)
        app_set_status(app, STATUS_INFO, "the pull found no visible message");
    else
        app_set_status(app, STATUS_INFO, "the peek found no message (best effort: %s tries again)",
                       ACTION_KEY(ACT_PEEK));
}

static void on_messages(struct app *app, struct event *e)
{
    struct batch *b = e->u.batch;
    size_t n = b->n;

    e->u.batch = NULL;
    measure_batch(app, b);
    if (b->source == BATCH_PULL) {
        if (app->release.started)
            release_start(app, app->now);
        app_set_status(app, STATUS_INFO, "pulled %s", FORMAT_COUNTED(n, "message"));
    }
    if (n == 0)
        say_empty(app, b);
    body_pane_mark_stale(app);
    if (!strcmp(b->queue_id, app->messages.queue_id))
        change_drop_done(app);
    messages_add(&app->messages, b, app->now.mono_ms);
    change_forget(app);
}

static void on_queue(struct app *app, struct event *e)
{
    evidence_take(app, e, NULL);
    describe_take(app, e->u.page);
    e->u.page = NULL;
}

/* Nothing of the screen but history depends on it. */
static bool is_of_past(const struct event *e)
{
    return operation_get(e->op)->api == API_GRAPHQL;
}

static void on_done(struct app *app, struct event *e)
{
    static void (*const handlers[OP_COUNT])(struct app *, struct event *) = {
        [OP_ACCOUNTS] = on_accounts, [OP_QUEUES] = on_list_end, [OP_QUEUE] = on_queue,
        [OP_METRICS] = on_metrics,   [OP_WATCH] = on_metrics,   [OP_PEEK] = on_messages,
        [OP_PULL] = on_messages,     [OP_HISTORY] = past_take,  [OP_HISTORY_LIMITS] = past_take,
    };

    if (!is_of_past(e)) {
        connection_note_good(&app->connection, &app->calls, e, app->now);
        app_end_read_error(app, e->op);
    }
    if (!change_take_answer(app, e, NULL) && handlers[e->op])
        handlers[e->op](app, e);
}

/* With nothing on the screen and a server that says no for good, there is nothing to look at. */
static bool is_hopeless(const struct app *app, const struct event *e)
{
    bool first = e->op == OP_ACCOUNTS || (e->op == OP_QUEUES && app->queues.n_rows == 0);

    return first && !app->queues.loaded && e->err.kind == ERR_API &&
           (e->err.http == 400 || e->err.http == 401 || e->err.http == 403 || e->err.http == 404);
}

static void on_peek_failed(struct app *app, const struct event *e, const char *why)
{
    bool unavailable = explain_is_unavailable(&e->err);
    struct explained line;
    char advice[60];

    if (unavailable)
        queues_stats(&app->queues, e->queue_id)->peek_unavailable = true;
    /* Another queue was opened meanwhile: this says nothing of it. */
    if (strcmp(e->queue_id, app->messages.queue_id) != 0)
        return;
    if (unavailable) {
        snprintf(advice, sizeof(advice), "no peek here: %s pulls instead", ACTION_KEY(ACT_PULL));
        why = explain_advising(&line, &e->err, e->op, advice);
    }
    snprintf(app->no_peek_reason, sizeof(app->no_peek_reason), "%s", why);
    app_set_status(app, STATUS_ERROR, "%s", app->no_peek_reason);
    app->status.hint = unavailable ? "P pulls" : NULL;
}

static void on_metrics_failed(struct app *app, const struct event *e, const char *why)
{
    struct queue_stats *stats = queues_stats(&app->queues, e->queue_id);
    bool told = stats->failed || app->connection.state == CONNECTION_FAILED;
    bool refused = e->err.http == 401 || e->err.http == 403;

    stats->failed = true;
    stats->refused = refused;
    if (refused) {
        told = told && app->no_metrics_reason[0];
        snprintf(app->no_metrics_reason, sizeof(app->no_metrics_reason), "%s", why);
        measure_note_refusal(app);
    }
    /* Once, not at every interval: the header, or the dimmed row, goes on saying it. */
    if (told)
        return;
    app_set_read_error(app, e->op, refused ? "r asks again" : NULL, why);
    connection_note_read(&app->connection, e);
}

static void on_list_failed(struct app *app, const struct event *e, const char *why)
{
    app_set_read_error(app, e->op, "r asks again", why);
    connection_note_read(&app->connection, e);
}

static void on_cancelled(struct app *app, const struct event *e)
{
    if (e->op == OP_QUEUES)
        queues_abandon_load(&app->queues);
    if (app->list_again && (e->op == OP_QUEUES || e->op == OP_ACCOUNTS)) {
        app->list_again = false;
        refresh_list(app, true);
    }
    if (e->op == OP_PULL && !app->quitting)
        app_set_status(app, STATUS_ERROR,
                       "pull cancelled: anything it leased stays hidden until the lease ends");
}

static void on_failed(struct app *app, struct event *e)
{
    struct explained line = {.s = ""};
    const char *why = explain_error(&line, &e->err, e->op, app->config.by_key);
    bool told = change_take_answer(app, e, why);

    if (is_of_past(e)) {
        past_take_failure(app, e, why);
        return;
    }
    evidence_take(app, e, why);
    if (operation_get(e->op)->changes_server && explain_is_denied(&e->err, e->op))
        app->no_write = true;

    if (e->op == OP_QUEUES || e->op == OP_ACCOUNTS)
        refresh_plan_list(app);
    if (e->err.kind == ERR_CANCELLED) {
        on_cancelled(app, e);
        return;
    }
    if (is_hopeless(app, e)) {
        snprintf(app->fatal, sizeof(app->fatal), "%s", why);
        app_quit(app);
        return;
    }
    if (e->op == OP_QUEUES)
        queues_abandon_load(&app->queues);
    if (told)
        ; /* what became of each message is on the screen */
    else if (e->op == OP_METRICS)
        on_metrics_failed(app, e, why);
    else if (e->op == OP_PEEK)
        on_peek_failed(app, e, why);
    else if (e->op == OP_PULL && e->err.kind != ERR_API)
        /* The request may have done its work all the same. */
        app_set_status(app, STATUS_ERROR,
                       "pull failed, anything it leased comes back by itself: %s", why);
    else if (e->op == OP_QUEUES || e->op == OP_ACCOUNTS)
        on_list_failed(app, e, why);
    else
        app_set_status(app, STATUS_ERROR, "%s", why);
    connection_note_failed(&app->connection, e, why);
}

static void on_retrying(struct app *app, const struct event *e, struct call_state *call)
{
    struct explained line;

    if (call) {
        call->heard_mono_ms = app->now.mono_ms;
        call->retry_at_mono_ms = e->retry_at_mono_ms;
        call->err = e->err;
    }
    if (is_of_past(e))
        return;
    connection_note_retrying(&app->connection, e,
                             explain_error(&line, &e->err, e->op, app->config.by_key));
}

static void end_entry(struct app *app, struct audit_entry *entry, const struct event *e)
{
    struct explained line;
    bool failed = e->kind == EV_FAILED;

    audit_end_result(app, entry,
                     failed ? explain_error(&line, &e->err, e->op, app->config.by_key) : NULL);
}

/* What leases there are now is known at once, whenever the rest is shown. */
static void note_leases(struct app *app, const struct event *e)
{
    if (e->op == OP_PULL && e->kind == EV_DONE)
        leases_add_batch(&app->leases, e->u.batch);
    else if (e->final)
        change_note_leases(app, e);
}

static void dispatch(struct app *app, struct event *e, struct call_state *found)
{
    if (e->kind == EV_DONE)
        on_done(app, e);
    else if (e->kind == EV_PAGE)
        on_page(app, e);
    else if (e->kind == EV_RETRYING)
        on_retrying(app, e, found);
    else
        on_failed(app, e);
}

static void take(struct app *app, struct event *e)
{
    struct call_state *found = calls_find(&app->calls, e->req_id);
    struct audit_entry *entry = audit_begin_result(app, e);

    call_log_note(&app->call_log, e, app->config.by_key);
    app->dirty = true;
    if (!e->req_id) { /* the fetch thread's own */
        event_free(e);
        return;
    }
    if (e->final) {
        calls_remove(&app->calls, e->req_id);
        if (e->op == OP_METRICS)
            queues_stats(&app->queues, e->queue_id)->pending = false;
        connection_leave_retrying(&app->connection, &app->calls);
    }
    if (e->kind == EV_PAGE || e->kind == EV_RETRYING)
        measure_note_request(app, found); /* another of the same call follows, or went before */
    if (e->op != OP_WATCH || !watch_take(app, e))
        dispatch(app, e, found);
    end_entry(app, entry, e);
    event_free(e);
    refresh_anew(app);
}

void app_event(struct app *app, struct event *e, struct instant now)
{
    app_set_now(app, now);
    note_leases(app, e);
    if (!freeze_hold(app, e))
        take(app, e);
}

void app_thaw(struct app *app)
{
    struct freeze f = app->freeze;

    if (!f.on)
        return;
    app->freeze = (struct freeze){0};
    app->dirty = true;
    while (f.first) {
        struct mail *next = f.first->next;

        app_set_now(app, f.now);
        take(app, (struct event *)f.first);
        f.first = next;
    }
    app->now = f.now;
}

void events_toggle_freeze(struct app *app)
{
    if (app->freeze.on)
        app_thaw(app);
    else
        freeze_start(app);
}

/* Keys that change the server may have done so already: its answer is still wanted. */
void app_leave(struct app *app, struct instant now)
{
    app_thaw(app); /* a pull among what waits has leases to give back */
    for (size_t i = 0; i < app->calls.n; i++)
        if (!operation_get(app->calls.items[i].op)->changes_server)
            calls_cancel(&app->calls, app->calls.items[i].id);
    release_start(app, now);
}
