#include "parts/balance/balance.h"

#include "base/memory/array.h"
#include "parts/balance/steps.h"

#include <math.h>

enum {
    EXCESS_NOISE = 3,    /* standard deviations: one look, not the best of many as in turn.h */
    WASTED_PERCENT = 20, /* of what is read: without that a consumer would do a quarter more */
    BUSY_PERCENT = 90,   /* of the workers allowed: in any minute some end and others begin */
    LAG_PERCENT = 10,    /* more than before: the mean of hours that grew lies well below its end */
    FEWER_PERCENT = 25   /* as for rates (TURN_PERCENT): less is the same number of workers */
};

static double count_now(const struct balance *b, enum history_action action)
{
    return b->now.rate[action] * b->now.n * (double)b->step_ms / 60000;
}

/* What went, in whichever way. */
static double find_gone(const struct steps *s, int i)
{
    return s->counts[HISTORY_DELIVERED][i] + s->counts[HISTORY_DEAD_LETTERED][i] +
           s->counts[HISTORY_FAILED][i];
}

/* Of in over out a minute, from that step on; 0 where chance, or how it swings, would explain it.
 */
static double find_excess(const struct steps *s, int from)
{
    double sum = 0, squares = 0, events = 0, n = s->n - from, mean, seen, noise;

    for (int i = from; i < s->n; i++) {
        double in = s->counts[HISTORY_WRITTEN][i], out = find_gone(s, i);

        sum += in - out;
        squares += (in - out) * (in - out);
        events += in + out;
    }
    if (n < BALANCE_LEAST)
        return 0;
    mean = sum / n;
    seen = (squares - sum * mean) / (n - 1);
    noise = EXCESS_NOISE * sqrt(fmax(seen, s->interval * events / n) / n);
    return fabs(mean) < noise ? 0 : mean * 60000 / (double)s->step_ms;
}

/* Reads are late for deliveries of before, and are not told of everything: what ended was read. */
static double find_wasted(const struct balance *b)
{
    double delivered = count_now(b, HISTORY_DELIVERED), read = count_now(b, HISTORY_READ);
    double ended = delivered + count_now(b, HISTORY_DEAD_LETTERED) + count_now(b, HISTORY_FAILED);
    double tries = fmax(read, ended);

    return tries < TURN_EVENTS * b->interval ? -1 : (tries - delivered) / tries;
}

/* How many of the newest steps are now: no older than that, and all on this side of the turn. */
static int count_steps(const struct steps *s, int turned)
{
    int n = 0;

    while (n < BALANCE_NOW && n < s->n - turned &&
           s->rows[s->n - 1 - n]->time_ms >=
               s->rows[s->n - 1]->time_ms + s->step_ms - BALANCE_OLD_MS)
        n++;
    return n;
}

/* Where all stands still at last, how many steps that is: the one in which it stopped is neither.
 */
static int count_still(const struct steps *s)
{
    int n = 0;

    while (n < BALANCE_NOW && n < s->n && s->counts[HISTORY_DELIVERED][s->n - 1 - n] <= 0)
        n++;
    return n;
}

static void find_turns(const struct steps *s, struct balance *b)
{
    for (int action = 0; action < HISTORY_ACTIONS; action++) {
        struct turn *t = &b->turns[action];
        double minutes = (double)s->step_ms / 60000;

        *t = turn_find(s->counts[action], s->n, s->interval);
        b->turned_ms[action] = t->at ? s->rows[t->at]->time_ms : -1;
        t->from = t->at ? t->from / minutes : -1;
        t->to /= minutes;
    }
}

static void find_flows(const struct steps *s, struct balance *b)
{
    int in = b->turns[HISTORY_WRITTEN].at, out = b->turns[HISTORY_DELIVERED].at;
    int turned = in > out ? in : out, n = count_steps(s, turned), still = count_still(s);

    if (b->turns[HISTORY_DELIVERED].way == TURN_FELL && still >= BALANCE_LEAST && still < n)
        n = still;
    b->now = steps_mean(s, s->n - n, s->n);
    b->before = steps_mean(s, 0, turned ? turned : s->n - n);
    b->excess = find_excess(s, turned);
    b->wasted = find_wasted(b);
}

/* All that a rule may ask. */
struct look {
    const struct balance *b;
    const struct queue *queue;
    const struct drain *drain;
    int64_t backlog; /* -1: not known */
};

static bool knows_nothing(const struct look *l)
{
    return l->b->now.n < BALANCE_LEAST;
}

/* Its settings let a consumer work.  What is not known of them is no reason against it. */
static bool is_consumed(const struct look *l)
{
    return l->queue->paused != FLAG_YES && !queue_lacks_consumer(l->queue);
}

/* What is measured is newer than analytics: where it drains by now, nothing is wrong by now. */
static bool is_behind(const struct look *l)
{
    bool drains = l->drain->trend.verdict == TREND_DRAINING && l->drain->old_ms == 0;

    return l->b->excess > 0 && !drains && l->drain->kind != DRAIN_EMPTY;
}

static bool fell(const struct look *l)
{
    return l->b->turns[HISTORY_DELIVERED].way == TURN_FELL;
}

/* Nothing goes in BALANCE_LEAST steps, not even a read, and enough did before (turn.h). */
static bool is_dead(const struct look *l)
{
    const double *now = l->b->now.rate;

    return is_consumed(l) && is_behind(l) && l->backlog > 0 && fell(l) && now[HISTORY_READ] <= 0 &&
           now[HISTORY_DELIVERED] <= 0 && now[HISTORY_DEAD_LETTERED] <= 0 &&
           now[HISTORY_FAILED] <= 0;
}

/* Much of what is read is not delivered; and it ends otherwise, comes again, or nothing is any
 * more.  A read alone may only wait for who pulled it. */
static bool is_poisoned(const struct look *l)
{
    const struct balance *b = l->b;
    bool ends = b->now.rate[HISTORY_DEAD_LETTERED] > 0 || b->now.rate[HISTORY_FAILED] > 0;
    bool stopped = fell(l) && b->now.rate[HISTORY_DELIVERED] <= 0;

    return b->wasted * 100 >= WASTED_PERCENT && (ends || b->now.retries >= 1 || stopped);
}

static bool is_flooded(const struct look *l)
{
    return is_consumed(l) && is_behind(l) && l->b->turns[HISTORY_WRITTEN].way == TURN_ROSE &&
           !fell(l);
}

static bool has_all_busy(const struct balance *b)
{
    return b->workers_max > 0 && b->now.workers * 100 >= b->workers_max * BUSY_PERCENT;
}

static bool has_too_few(const struct look *l)
{
    double now = l->b->now.lag_ms, before = l->b->before.lag_ms;
    bool known = now >= 0 && before >= 0;

    return is_consumed(l) && is_behind(l) && !fell(l) && has_all_busy(l->b) &&
           (known ? now * 100 > before * (100 + LAG_PERCENT) : l->drain->grows);
}

bool balance_has_fewer_workers(const struct balance *b)
{
    double now = b->now.workers, before = b->before.workers;

    return now >= 0 && before >= 0 && now * 100 < before * (100 - FEWER_PERCENT);
}

/* Where workers are not counted, its consumer is one thing. */
static bool is_slower(const struct look *l)
{
    return is_consumed(l) && is_behind(l) && fell(l) && l->b->now.rate[HISTORY_DELIVERED] > 0 &&
           !balance_has_fewer_workers(l->b);
}

static bool is_fine(const struct look *l)
{
    (void)l;
    return true;
}

static bool (*const rules[])(const struct look *l) = {
    [BALANCE_UNKNOWN] = knows_nothing, [BALANCE_DEAD] = is_dead,
    [BALANCE_POISON] = is_poisoned,    [BALANCE_FLOOD] = is_flooded,
    [BALANCE_TOO_FEW] = has_too_few,   [BALANCE_SLOWER] = is_slower,
    [BALANCE_BEHIND] = is_behind,      [BALANCE_FINE] = is_fine,
};
_Static_assert(ARRAY_LEN(rules) == BALANCE_KINDS, "every reason has its rule");

static enum balance_kind judge(const struct look *l)
{
    int kind = 0;

    while (!rules[kind](l))
        kind++;
    return (enum balance_kind)kind;
}

static double find_workers_max(const struct queue *q)
{
    const struct consumer *worker = queue_find_consumer(q, CONSUMER_WORKER);

    return worker && worker->max_concurrency > 0 ? (double)worker->max_concurrency : -1;
}

struct balance balance_find(const struct history *history, const struct queue_row *row,
                            const struct drain *drain, int64_t now_wall_ms)
{
    struct balance b = {.kind = BALANCE_UNKNOWN,
                        .end_ms = -1,
                        .wasted = -1,
                        .workers_max = find_workers_max(row->queue)};
    struct look l = {
        .b = &b, .queue = row->queue, .drain = drain, .backlog = row->stats->metrics.backlog_count};
    struct steps s;

    steps_read(history, row->queue->id, now_wall_ms, &s);
    b.step_ms = s.step_ms;
    b.interval = s.interval;
    b.now = b.before = steps_mean(&s, 0, 0);
    find_turns(&s, &b);
    if (s.n)
        b.end_ms = s.rows[s.n - 1]->time_ms + s.step_ms;
    if (s.n && b.end_ms >= now_wall_ms - BALANCE_OLD_MS) {
        find_flows(&s, &b);
        if (l.backlog < 0)
            l.backlog = s.rows[s.n - 1]->messages;
    }
    b.kind = judge(&l);
    return b;
}

/* Of the actions that each is about, the first that turned so. */
int64_t balance_turned_ms(const struct balance *b)
{
    static const struct {
        enum balance_kind kind;
        enum history_action action;
        enum turn_way way;
    } abouts[] = {
        {BALANCE_DEAD, HISTORY_DELIVERED, TURN_FELL},
        {BALANCE_POISON, HISTORY_DEAD_LETTERED, TURN_ROSE},
        {BALANCE_POISON, HISTORY_FAILED, TURN_ROSE},
        {BALANCE_POISON, HISTORY_DELIVERED, TURN_FELL},
        {BALANCE_FLOOD, HISTORY_WRITTEN, TURN_ROSE},
        {BALANCE_SLOWER, HISTORY_DELIVERED, TURN_FELL},
        {BALANCE_BEHIND, HISTORY_DELIVERED, TURN_FELL},
        {BALANCE_BEHIND, HISTORY_WRITTEN, TURN_ROSE},
    };

    for (size_t i = 0; i < ARRAY_LEN(abouts); i++)
        if (abouts[i].kind == b->kind && b->turns[abouts[i].action].way == abouts[i].way)
            return b->turned_ms[abouts[i].action];
    return -1;
}
