#include "app/read/measure.h"

#include "app/read/past.h"
#include "app/read/watch.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "parts/queues/drain.h"

#include <stdlib.h>
#include <string.h>

enum {
    AT_ONCE = 24,       /* a screen of queues, for which nothing waits at the start */
    MAX_PARALLEL = 6,   /* metrics calls under way */
    REFUSED_MS = 30000, /* between metrics reads while a 403 was the last word on them */
    REST_MS = 10000,    /* the rest is not measured oftener, whatever there is to spend */
    SWEEP_MS = 240000,  /* in which the first sweep is through, */
    SWEEP_LEAST = 100   /* where more queues than that were never measured */
};

static int64_t find_share(const struct app *app)
{
    return budget_share(&app->connection.rate, app_option(app, OPT_BUDGET));
}

/* What the server told of its limit, as it is now. */
static struct rate find_told(const struct app *app)
{
    struct rate told = app->connection.rate;

    told.reset_s -= (app->now.mono_ms - app->connection.rate_mono_ms) / 1000;
    if (told.reset_s <= 0)
        told.remaining = -1;
    return told;
}

/* Ms between two reads now. */
static int64_t find_pace(struct app *app)
{
    struct measuring *m = &app->measuring;
    struct rate told = find_told(app);
    int64_t share = find_share(app);
    int64_t pace = budget_pace(&m->budget, share, &told, app->now.mono_ms);
    bool begins = m->budget.used < AT_ONCE && share / 2 > AT_ONCE;

    return begins && pace != INT64_MAX ? 0 : pace;
}

static size_t visible_count(const struct app *app)
{
    const struct list *l = &app->queues.list;
    size_t left = l->top < l->n ? l->n - l->top : 0;

    return left < l->height ? left : l->height;
}

static bool is_in_sight(const struct app *app, const struct queue_row *row)
{
    const struct list *l = &app->queues.list;

    return row->place != SIZE_MAX && row->place >= l->top && row->place - l->top < l->height;
}

static bool is_looked_at(const struct app *app, const struct queue_row *row)
{
    return row == queues_selected(&app->queues) ||
           !strcmp(row->queue->id, app->messages.queue_id) ||
           (app->screen == SCREEN_GRAPH && !strcmp(row->queue->id, app->graph_screen.dead_id));
}

/* What changes, is near the first rows of the sort in force or has an alert matters sooner. */
static double find_weight(const struct app *app, const struct queue_row *row)
{
    static const double weights[] = {
        [DRAIN_UNKNOWN] = 2.0,     [DRAIN_EMPTY] = 0.5,  [DRAIN_STEADY] = 1.0,
        [DRAIN_UNCLEAR] = 2.0,     [DRAIN_ETA] = 2.0,    [DRAIN_NOT_PULLED] = 1.0,
        [DRAIN_NO_CONSUMER] = 1.0, [DRAIN_PAUSED] = 1.0, [DRAIN_GROWS] = 4.0,
        [DRAIN_LOSS] = 4.0,
    };
    _Static_assert(ARRAY_LEN(weights) == DRAIN_COUNT, "every verdict has its weight");
    size_t height = app->queues.list.height;
    double weight = weights[drain_find(row, &app->now).kind];

    if (row->place != SIZE_MAX && row->place < 3 * height)
        weight *= 2.0;
    return row->stats->watched ? 2.0 * weight : weight;
}

static struct schedule_queue make_item(struct app *app, size_t place)
{
    const struct queue_row *row = &app->queues.rows[place];
    const struct queue_stats *stats = row->stats;
    struct schedule_queue q = {
        .place = place, .asked_mono_ms = stats->asked_mono_ms, .weight = 1.0};
    int64_t period = app_option(app, OPT_INTERVAL);

    q.class = is_looked_at(app, row)  ? SCHEDULE_FOCUS
              : is_in_sight(app, row) ? SCHEDULE_SIGHT
                                      : SCHEDULE_REST;
    if (q.class == SCHEDULE_REST) {
        q.weight = find_weight(app, row);
        period = period > REST_MS ? period : REST_MS;
    }
    if (q.class == SCHEDULE_FOCUS &&
        watch_is_live(app, row->queue->id)) /* the next sample may be on its way */
        period += period / 2;
    if (stats->refused && period < REFUSED_MS)
        period = REFUSED_MS;
    q.due_mono_ms = stats->pending             ? INT64_MAX
                    : stats->asked_mono_ms < 0 ? 0
                                               : stats->asked_mono_ms + period;
    return q;
}

bool measure_only_names(const struct measure_only *only, const struct queue_row *row)
{
    bool named = !only->n;

    for (size_t i = 0; i < only->n && !named; i++)
        named =
            !strcmp(only->queues[i], row->queue->name) || !strcmp(only->queues[i], row->queue->id);
    return named;
}

static bool is_wanted(const struct app *app, const struct queue_row *row)
{
    const struct measure_only *only = &app->config.only;
    bool wanted = measure_only_names(only, row);

    for (size_t i = 0; i < app->queues.n_rows && !wanted && only->dead_letters && row->is_dlq; i++)
        wanted = app->queues.rows[i].dlq == row && measure_only_names(only, &app->queues.rows[i]);
    return wanted;
}

/* The row to measure next; NULL: none is due before *due_mono_ms. */
static struct queue_row *pick_row(struct app *app, bool only_new, int64_t *due_mono_ms)
{
    struct queues *q = &app->queues;
    struct schedule_queue *items = mem_new(q->n_rows, sizeof(*items));
    size_t n = 0, best;

    for (size_t i = 0; i < q->n_rows; i++) {
        if ((only_new && q->rows[i].stats->asked_mono_ms >= 0) || !is_wanted(app, &q->rows[i]))
            continue;
        items[n++] = make_item(app, i);
    }
    best = schedule_pick(&app->measuring.schedule, items, n, app->now.mono_ms, due_mono_ms);
    best = best == SIZE_MAX ? best : items[best].place;
    free(items);
    return best == SIZE_MAX ? NULL : &q->rows[best];
}

/* While a read waits for its next try, more of them would only wait beside it. */
static bool is_held(const struct app *app)
{
    size_t most = app->no_metrics_reason[0] ? 1 : MAX_PARALLEL;

    return app->quitting || !app->config.account_id[0] ||
           app->connection.state == CONNECTION_RETRYING ||
           calls_count_op(&app->calls, OP_METRICS) >= most;
}

static void read_metrics(struct app *app, struct queue_row *row, bool in_sweep)
{
    if (!watch_ask(app, row->queue->id))
        calls_add(&app->calls, OP_METRICS, row->queue->id, app->now.mono_ms);
    app->calls.items[app->calls.n - 1].in_sweep = in_sweep;
    row->stats->pending = true;
    row->stats->asked_mono_ms = app->now.mono_ms;
}

/* Once, when the list is whole: how many more than the share may be spent. */
static void plan_sweep(struct app *app)
{
    struct measuring *m = &app->measuring;
    int64_t missing = (int64_t)(app->queues.n_rows - measure_count(app));
    int64_t left = find_told(app).remaining;

    if (m->swept || !app->queues.loaded || past_is_coming(app))
        return;
    m->swept = true;
    if (missing < SWEEP_LEAST)
        return;
    if (left < 0)
        left = budget_share(&app->connection.rate, 100) - m->budget.used;
    m->sweep_left = missing < left / 2 ? missing : left / 2;
    m->sweep_pace_ms = m->sweep_left > 0 ? SWEEP_MS / m->sweep_left : 0;
    m->sweep_due_mono_ms = app->now.mono_ms;
}

static void run_sweep(struct app *app)
{
    struct measuring *m = &app->measuring;
    struct queue_row *row;
    int64_t due;

    plan_sweep(app);
    while (m->sweep_left > 0 && m->sweep_due_mono_ms <= app->now.mono_ms && !is_held(app)) {
        row = pick_row(app, true, &due);
        if (!row) {
            m->sweep_left = 0;
            return;
        }
        read_metrics(app, row, true);
        m->sweep_left--;
        m->sweep_due_mono_ms += m->sweep_pace_ms;
        if (m->sweep_due_mono_ms < app->now.mono_ms)
            m->sweep_due_mono_ms = app->now.mono_ms;
    }
}

/* What is not due now is when the pace allows it. */
static void run_share(struct app *app)
{
    struct measuring *m = &app->measuring;

    while (!is_held(app) && m->due_mono_ms <= app->now.mono_ms) {
        int64_t pace = find_pace(app), due;
        struct queue_row *row;

        if (pace == INT64_MAX) { /* a second of the window passes */
            m->due_mono_ms = app->now.mono_ms + 1000;
            return;
        }
        if (m->read_mono_ms + pace > app->now.mono_ms) {
            m->due_mono_ms = m->read_mono_ms + pace;
            return;
        }
        row = pick_row(app, false, &due);
        if (!row) {
            m->due_mono_ms = due;
            return;
        }
        read_metrics(app, row, false);
        m->read_mono_ms = app->now.mono_ms;
    }
}

/* Refused metrics are asked for now and then: the refusal may have been about a moment. */
static int64_t find_first_moment(const struct app *app)
{
    return app->no_metrics_reason[0] ? app->metrics_again_mono_ms : 0;
}

void measure_run(struct app *app)
{
    if (app->freeze.on || app->now.mono_ms < find_first_moment(app))
        return;
    run_share(app);
    if (!app->no_metrics_reason[0])
        run_sweep(app);
}

int64_t measure_next_due(const struct app *app)
{
    const struct measuring *m = &app->measuring;
    int64_t due = m->due_mono_ms;

    if (is_held(app) || !app->queues.n_rows)
        return INT64_MAX;
    if (m->sweep_left > 0 && m->sweep_due_mono_ms < due)
        due = m->sweep_due_mono_ms;
    return due < find_first_moment(app) ? find_first_moment(app) : due;
}

void measure_replan(struct app *app)
{
    app->measuring.due_mono_ms = 0;
}

/* How fast each class is measured when all of them have something to do. */
struct rates {
    double sight, rest; /* requests a ms */
};

static struct rates find_rates(const struct app *app)
{
    struct rate told = find_told(app);
    double interval = (double)app_option(app, OPT_INTERVAL);
    double all = 1.0 / (double)budget_usual_pace(find_share(app), &told);
    size_t n_sight = visible_count(app), n_rest = app->queues.n_rows - n_sight;
    double focus = 2.0 / interval, rest = (double)n_rest / REST_MS;

    if (focus > all * schedule_part(SCHEDULE_FOCUS))
        focus = all * schedule_part(SCHEDULE_FOCUS);
    if (rest > all * schedule_part(SCHEDULE_REST))
        rest = all * schedule_part(SCHEDULE_REST);
    return (struct rates){.sight = all - focus - rest, .rest = rest};
}

int64_t measure_period(const struct app *app)
{
    int64_t interval = app_option(app, OPT_INTERVAL);
    size_t n = visible_count(app); /* one of them is selected */
    int64_t period = n > 1 ? (int64_t)((double)(n - 1) / find_rates(app).sight) : 0;

    return period > interval ? period : interval;
}

bool measure_is_stale(const struct app *app, const struct queue_stats *stats)
{
    return stats->measured_mono_ms < 0 || stats->failed ||
           app->now.mono_ms - stats->measured_mono_ms > 2 * measure_period(app);
}

size_t measure_count(const struct app *app)
{
    return app->queues.n_measured;
}

int64_t measure_time_left(const struct app *app)
{
    const struct measuring *m = &app->measuring;
    size_t n = app->queues.n_rows - measure_count(app);
    double rate = find_rates(app).rest;

    if (m->sweep_left > 0 && m->sweep_pace_ms > 0)
        rate += 1.0 / (double)m->sweep_pace_ms;
    if (past_is_coming(app) || app->no_metrics_reason[0] || rate <= 0.0)
        return -1;
    return (int64_t)((double)n / rate);
}

void measure_get_budget(const struct app *app, int64_t *used, int64_t *share)
{
    *used = app->measuring.budget.used + app->measuring.swept_budget.used;
    *share = find_share(app) + app->measuring.swept_budget.used;
}

void measure_note_request(struct app *app, const struct call_state *call)
{
    struct measuring *m = &app->measuring;

    if (call && operation_get(call->op)->api != API_REST)
        return; /* which counts elsewhere */
    budget_note(call && call->in_sweep ? &m->swept_budget : &m->budget, app_true_now(app), 1);
}

void measure_note_refusal(struct app *app)
{
    app->metrics_again_mono_ms = app->now.mono_ms + REFUSED_MS;
}

void measure_soon(struct app *app, const char *queue_id)
{
    queues_stats(&app->queues, queue_id)->asked_mono_ms = -1;
    measure_replan(app);
}

void measure_all(struct app *app)
{
    for (size_t i = 0; i < app->queues.n_rows; i++) {
        app->queues.rows[i].stats->asked_mono_ms = -1;
        app->queues.rows[i].stats->peek_unavailable = false;
    }
    app->metrics_again_mono_ms = 0;
    measure_replan(app);
}

int64_t measure_oldest_shown(const struct app *app)
{
    const struct queue_row *extra[] = {queues_find(&app->queues, app->messages.queue_id),
                                       queues_selected(&app->queues)};
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
