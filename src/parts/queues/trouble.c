#include "parts/queues/trouble.h"

#include "base/memory/array.h"

#include <math.h>

/* The step that a number lies on, each half as much again as the one below. */
static int64_t find_step(double number)
{
    return number > 1 ? 1 + (int64_t)(log(number) / log(1.5)) : number > 0;
}

enum { CLASS_FAILING = 5, LOST_KEPT_MS = 20 * 60000 };

/* How bad it is, within its kind. */
static double measure(const struct queue_row *row, const struct drain *d)
{
    if (d->kind == DRAIN_LOSS)
        return (double)(DRAIN_LOSS_MS - d->loss_ms) / 1000; /* the sooner the worse */
    if (d->kind == DRAIN_GROWS)
        return d->trend.rate.per_s * 3600;
    if (d->kind == DRAIN_ETA)
        return d->trend.eta_s;
    return (double)row->stats->metrics.backlog_count;
}

/* Messages that failed for good of late, as history says. */
static int64_t count_lost(const struct queue_row *row, const struct instant *now)
{
    const struct lost *lost = &row->stats->lost;

    return now->mono_ms - lost->end_mono_ms <= LOST_KEPT_MS ? lost->n : 0;
}

static int64_t make_rank(int class, double number)
{
    return (int64_t) class << 32 | find_step(number);
}

int64_t trouble_rank(const struct queue_row *row, const struct instant *now)
{
    static const int classes[] = {
        [DRAIN_UNKNOWN] = 1, [DRAIN_EMPTY] = 0,      [DRAIN_STEADY] = 2,      [DRAIN_UNCLEAR] = 3,
        [DRAIN_ETA] = 4,     [DRAIN_NOT_PULLED] = 6, [DRAIN_NO_CONSUMER] = 6, [DRAIN_PAUSED] = 6,
        [DRAIN_GROWS] = 7,   [DRAIN_LOSS] = 8,
    };
    _Static_assert(ARRAY_LEN(classes) == DRAIN_COUNT, "every verdict has its class");
    struct drain d = drain_find(row, now);
    int64_t lost = count_lost(row, now);
    int class = classes[d.kind];

    if (row->stats->metrics.backlog_count < 0)
        return -1;
    /* What lies in a dead-letter queue is no flood, it is what failed elsewhere. */
    if (row->is_dlq && (d.grows || class == 6) && class < 8)
        return make_rank(d.grows ? CLASS_FAILING : classes[DRAIN_STEADY], measure(row, &d));
    if (class < CLASS_FAILING && trouble_is_failing(row, now))
        return make_rank(CLASS_FAILING,
                         (double)(lost > 0 ? lost : row->dlq->stats->metrics.backlog_count));
    return make_rank(class, measure(row, &d));
}

bool trouble_is_failing(const struct queue_row *row, const struct instant *now)
{
    if (count_lost(row, now) > 0)
        return true;
    return row->dlq && row->dlq != row && drain_find(row->dlq, now).grows;
}
