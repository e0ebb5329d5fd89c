#include "app/refresh.h"

#include "app/actions.h"

enum {
    PACE_MS = 334,      /* between background reads, when nothing presses */
    BURST = 24,         /* reads that a full bucket allows at once: a screen of queues */
    MAX_PARALLEL = 6,   /* metrics calls under way */
    REFUSED_MS = 30000, /* between metrics reads while a 403 was the last word on them */
    HEARD_MS = 1000,    /* what has been silent for longer is given up for a new try */
    LIST_EVERY_MS = 60000,
    LIST_MS_A_PAGE = 3000, /* a list of 100 pages is read every 5 minutes */
};

/* Reads that the server's limit has room for, -1 when it does not say: a quarter of what is left
 * stays for the keys. */
static int64_t find_share(const struct app *app)
{
    const struct rate *rate = &app->connection.rate;

    return rate->remaining < 0 || rate->reset_s <= 0 ? -1 : rate->remaining * 3 / 4;
}

/* Ms between reads: slower when the server says that less than that is left of its limit. */
static int64_t pace_ms(const struct app *app)
{
    int64_t share = find_share(app), reset_ms = app->connection.rate.reset_s * 1000;
    int64_t ms = share < 0 ? PACE_MS : share > 0 ? reset_ms / share : reset_ms;

    return ms > PACE_MS ? ms : PACE_MS;
}

static double tokens_at(const struct app *app, int64_t now_mono_ms)
{
    double more = (double)(now_mono_ms - app->pace.filled_mono_ms) / (double)pace_ms(app);
    double tokens = app->pace.tokens + more;
    int64_t share = find_share(app);
    int64_t most = share < 0 || share > BURST ? BURST : share > 0 ? share : 1;

    return tokens > (double)most ? (double)most : tokens;
}

static bool take_token(struct app *app)
{
    double tokens = tokens_at(app, app->now.mono_ms);

    app->pace.tokens = tokens;
    app->pace.filled_mono_ms = app->now.mono_ms;
    if (tokens < 1.0)
        return false;
    app->pace.tokens = tokens - 1.0;
    return true;
}

static size_t visible_count(const struct app *app)
{
    const struct list *l = &app->queues.list;
    size_t left = l->top < l->n ? l->n - l->top : 0;

    return left < l->height ? left : l->height;
}

static const struct queue_row *open_row(const struct app *app)
{
    return queues_find(&app->queues, app->messages.queue_id);
}

/* The selected and the open queue are read at the interval, but take no more than half of the
 * reads; the sweep over the others lives on the rest. */
int64_t refresh_period(const struct app *app)
{
    const struct queue_row *selected = queues_selected(&app->queues), *open = open_row(app);
    int64_t pace = pace_ms(app), interval = app_option(app, OPT_INTERVAL);
    int64_t first = pace * ((selected != NULL) + (open != NULL && open != selected));
    int64_t sweep = (int64_t)visible_count(app) * pace;

    sweep = first * 2 >= interval ? sweep * 2 : sweep * interval / (interval - first);
    return sweep > interval ? sweep : interval;
}

bool refresh_is_stale(const struct app *app, const struct queue_stats *stats)
{
    return stats->measured_mono_ms < 0 || stats->failed ||
           app->now.mono_ms - stats->measured_mono_ms > 2 * refresh_period(app);
}

static int64_t due_at(const struct queue_stats *stats, int64_t period)
{
    if (stats->refused && period < REFUSED_MS)
        period = REFUSED_MS;
    return stats->asked_mono_ms < 0 ? 0 : stats->asked_mono_ms + period;
}

static bool is_first_class(const struct app *app, const struct queue_row *row)
{
    return row == queues_selected(&app->queues) || row == open_row(app);
}

/* The row to read next and when it is due; NULL when all are under way. */
static struct queue_row *next_row(const struct app *app, int64_t *due)
{
    struct queue_row *best = NULL;
    size_t n = visible_count(app);
    const struct queue_row *extra[] = {queues_selected(&app->queues), open_row(app)};

    *due = INT64_MAX;
    for (size_t i = 0; i < n + 2; i++) {
        struct queue_row *row = i < 2 ? (struct queue_row *)(uintptr_t)extra[i]
                                      : app->queues.view[app->queues.list.top + i - 2];
        int64_t at;

        if (!row || row->stats->pending)
            continue;
        at = due_at(row->stats,
                    is_first_class(app, row) ? app_option(app, OPT_INTERVAL) : refresh_period(app));
        if (at < *due) {
            *due = at;
            best = row;
        }
    }
    return best;
}

/* While a read waits for its next try, more of them would only wait beside it. */
static bool is_held(const struct app *app)
{
    size_t most = app->no_metrics_reason[0] ? 1 : MAX_PARALLEL;

    return app->quitting || !app->config.account_id[0] ||
           app->connection.state == CONNECTION_RETRYING ||
           calls_count_op(&app->calls, OP_METRICS) >= most;
}

/* Refused metrics are asked for now and then: the refusal may have been about a moment. */
static int64_t find_first_moment(const struct app *app)
{
    return app->no_metrics_reason[0] ? app->metrics_again_mono_ms : 0;
}

void refresh_note_refusal(struct app *app)
{
    app->metrics_again_mono_ms = app->now.mono_ms + REFUSED_MS;
}

static void read_metrics(struct app *app, struct queue_row *row)
{
    calls_add(&app->calls, OP_METRICS, row->queue->id, app->now.mono_ms);
    row->stats->pending = true;
    row->stats->asked_mono_ms = app->now.mono_ms;
}

void refresh_list(struct app *app, bool by_user)
{
    /* Without an account there is no list: that is asked for first. */
    enum op op = app->config.account_id[0] ? OP_QUEUES : OP_ACCOUNTS;

    if (app->quitting || calls_find_op(&app->calls, op, NULL))
        return;
    calls_add(&app->calls, op, "", app->now.mono_ms);
    app->calls.items[app->calls.n - 1].by_user = by_user;
    app->list_due_mono_ms = INT64_MAX; /* set anew when it ends */
}

void refresh_run(struct app *app)
{
    struct queue_row *row;
    int64_t due;

    if (app->freeze.on)
        return;
    if (!app->quitting && app->now.mono_ms >= app->list_due_mono_ms)
        refresh_list(app, false);
    while (!is_held(app) && app->now.mono_ms >= find_first_moment(app) &&
           (row = next_row(app, &due)) != NULL && due <= app->now.mono_ms && take_token(app))
        read_metrics(app, row);
}

int64_t refresh_next_due(const struct app *app)
{
    int64_t due = INT64_MAX;

    if (!is_held(app) && next_row(app, &due)) {
        double missing = 1.0 - tokens_at(app, app->now.mono_ms);

        if (missing > 0.0) {
            int64_t token_at = app->now.mono_ms + 1 + (int64_t)(missing * (double)pace_ms(app));

            due = due > token_at ? due : token_at;
        }
        if (due < find_first_moment(app))
            due = find_first_moment(app);
    }
    return due < app->list_due_mono_ms ? due : app->list_due_mono_ms;
}

void refresh_soon(struct app *app, const char *queue_id)
{
    queues_stats(&app->queues, queue_id)->asked_mono_ms = -1;
}

/* What waits may wait for a server that is well again.  A list whose pages come is left alone. */
static void give_up_reads(struct app *app)
{
    for (size_t i = 0; i < app->calls.n; i++) {
        const struct call_state *call = &app->calls.items[i];
        bool lists = call->op == OP_QUEUES || call->op == OP_ACCOUNTS;
        bool waits =
            call->retry_at_mono_ms >= 0 || app->now.mono_ms - call->heard_mono_ms > HEARD_MS;

        if (!waits || (!lists && call->op != OP_METRICS))
            continue;
        app->list_again = app->list_again || lists;
        calls_cancel(&app->calls, call->id);
    }
}

int64_t refresh_oldest_shown(const struct app *app)
{
    const struct queue_row *extra[] = {open_row(app), queues_selected(&app->queues)};
    size_t n = visible_count(app);
    int64_t oldest = INT64_MAX;

    for (size_t i = 0; i < n + 2; i++) {
        const struct queue_row *row =
            i < 2 ? extra[i] : app->queues.view[app->queues.list.top + i - 2];

        if (row && row->stats->measured_mono_ms >= 0 && row->stats->measured_mono_ms < oldest)
            oldest = row->stats->measured_mono_ms;
    }
    return oldest == INT64_MAX ? app->connection.good.mono_ms : oldest;
}

void refresh_all(struct app *app)
{
    give_up_reads(app);
    for (size_t i = 0; i < app->queues.n_rows; i++) {
        app->queues.rows[i].stats->asked_mono_ms = -1;
        app->queues.rows[i].stats->peek_unavailable = false;
    }
    app->metrics_again_mono_ms = 0;
    app->no_write = false; /* the permission may have been given meanwhile */
    refresh_list(app, true);
}

void refresh_now(struct app *app)
{
    if (app->freeze.on)
        freeze_refuse(app);
    else
        refresh_all(app);
}

void refresh_plan_list(struct app *app)
{
    int64_t wait = (int64_t)app->queues.shown.n * LIST_MS_A_PAGE;

    app->list_due_mono_ms = app->now.mono_ms + (wait > LIST_EVERY_MS ? wait : LIST_EVERY_MS);
}
