#include "app/read/watch.h"

#include <string.h>

enum {
    SILENT_LEAST_MS = 10000, /* and two intervals: a stream that says nothing has broken */
    WAIT_FIRST_MS = 5000,    /* before a stream that ended is asked for again, then twice that */
    WAIT_MAX_MS = 300000,
    LIVED_MS = 60000,    /* one that went on so long was well: waits begin anew */
    REFUSED_MS = 3600000 /* where there are none, or none for this credential */
};

static const char *find_wanted(const struct app *app)
{
    const struct queue_row *open = app_open_queue(app), *row = queues_selected(&app->queues);

    return open ? open->queue->id : row ? row->queue->id : "";
}

bool watch_ask(struct app *app, const char *queue_id)
{
    struct watch *w = &app->watch;
    int64_t silent_ms = 2 * app_option(app, OPT_INTERVAL);
    struct request *r;

    if (w->call_id || app->now.mono_ms < w->again_mono_ms || app->no_metrics_reason[0] ||
        strcmp(queue_id, find_wanted(app)) != 0)
        return false;
    r = calls_add(&app->calls, OP_WATCH, queue_id, app->now.mono_ms);
    r->call.silent_ms = silent_ms > SILENT_LEAST_MS ? silent_ms : SILENT_LEAST_MS;
    w->call_id = r->id;
    return true;
}

static const struct call_state *find_stream(struct app *app)
{
    const struct call_state *call =
        app->watch.call_id ? calls_find(&app->calls, app->watch.call_id) : NULL;

    return call && call->streams ? call : NULL;
}

bool watch_is_live(struct app *app, const char *queue_id)
{
    const struct call_state *call = find_stream(app);

    return call && !strcmp(call->queue_id, queue_id);
}

/* One that is not answered yet is left alone: it may be an ordinary read. */
void watch_settle(struct app *app)
{
    const struct call_state *call = find_stream(app);

    if (!call || !strcmp(call->queue_id, find_wanted(app)))
        return;
    calls_cancel(&app->calls, call->id);
    app->watch.call_id = 0;
}

static void begin(struct app *app, const struct event *e)
{
    struct call_state *call = calls_find(&app->calls, e->req_id);

    queues_stats(&app->queues, e->queue_id)->pending = false;
    if (call)
        call->streams = true;
    if (e->req_id == app->watch.call_id)
        app->watch.begun_mono_ms = e->received.mono_ms;
    connection_note_good(&app->connection, &app->calls, e, app->now);
}

/* It is as good as an answer to a question of that moment. */
static void take_sample(struct app *app, const struct event *e)
{
    queues_measure(&app->queues, e->queue_id, &e->u.metrics, e->received.mono_ms);
    queues_stats(&app->queues, e->queue_id)->asked_mono_ms = e->received.mono_ms;
}

/* A no to the question itself.  Not about the queue (404), nor about the moment. */
static bool is_refusal(const struct error *err)
{
    return err->kind == ERR_API && err->http >= 400 && err->http < 500 && err->http != 404 &&
           err->http != 408 && err->http != 429;
}

static int64_t find_wait(struct app *app, const struct event *e)
{
    struct watch *w = &app->watch;
    int64_t told_ms = e->err.retry_after_s * (int64_t)1000;

    if (is_refusal(&e->err))
        return REFUSED_MS;
    if (e->streamed && e->received.mono_ms - w->begun_mono_ms >= LIVED_MS)
        w->wait_ms = 0;
    w->wait_ms = !w->wait_ms ? WAIT_FIRST_MS : 2 * w->wait_ms;
    if (w->wait_ms > WAIT_MAX_MS)
        w->wait_ms = WAIT_MAX_MS;
    return told_ms < w->wait_ms ? w->wait_ms : told_ms < WAIT_MAX_MS ? told_ms : WAIT_MAX_MS;
}

static bool end(struct app *app, const struct event *e)
{
    struct queue_stats *stats = queues_stats(&app->queues, e->queue_id);
    bool plain = e->kind == EV_DONE && !e->streamed, current = e->req_id == app->watch.call_id;

    if (!e->streamed)
        stats->pending = false;
    if (current)
        app->watch.call_id = 0;
    if (plain)
        app->watch.again_mono_ms = app->now.mono_ms + REFUSED_MS;
    else if (e->err.kind != ERR_CANCELLED && current) {
        app->watch.again_mono_ms = app->now.mono_ms + find_wait(app, e);
        stats->asked_mono_ms = -1; /* the ordinary way goes on at once */
    }
    return !plain;
}

bool watch_take(struct app *app, const struct event *e)
{
    if (e->final)
        return end(app, e);
    if (e->kind == EV_STREAM)
        begin(app, e);
    else if (e->kind == EV_SAMPLE)
        take_sample(app, e);
    return true;
}
