#include "parts/queues/trouble.h"

#include "base/memory/array.h"
#include "parts/queues/prospect.h"

#include <math.h>

/* The step that a number lies on, each half as much again as the one below. */
static int64_t find_step(double number)
{
    return number > 1 ? 1 + (int64_t)(log(number) / log(1.5)) : number > 0;
}

enum { LOST_KEPT_MS = 20 * 60000 };

/* The higher the worse. */
enum class {
    CLASS_EMPTY,
    CLASS_UNKNOWN,
    CLASS_STEADY,
    CLASS_UNCLEAR,
    CLASS_DRAINS,
    CLASS_FAILING, /* messages of it fail for good */
    CLASS_IDLE,    /* nobody consumes it */
    CLASS_GROWS,
    CLASS_LOSS
};

/* Messages that failed for good of late, as history says. */
static int64_t count_lost(const struct queue_row *row, const struct instant *now)
{
    const struct lost *lost = &row->stats->lost;

    return now->mono_ms - lost->end_mono_ms <= LOST_KEPT_MS ? lost->n : 0;
}

static enum class find_class(const struct queue_row *row, const struct drain *d,
                             const struct instant *now) {
    static const enum class classes[] =
        {
            [DRAIN_UNKNOWN] = CLASS_UNKNOWN,
            [DRAIN_EMPTY] = CLASS_EMPTY,
            [DRAIN_STEADY] = CLASS_STEADY,
            [DRAIN_UNCLEAR] = CLASS_UNCLEAR,
            [DRAIN_ETA] = CLASS_DRAINS,
            [DRAIN_NOT_PULLED] = CLASS_IDLE,
            [DRAIN_NO_CONSUMER] = CLASS_IDLE,
            [DRAIN_PAUSED] = CLASS_IDLE,
            [DRAIN_GROWS] = CLASS_GROWS,
            [DRAIN_LOSS] = CLASS_LOSS,
        };
    _Static_assert(ARRAY_LEN(classes) == DRAIN_COUNT, "every verdict has its class");
    enum class class = classes[d->kind];

    /* What lies in a dead-letter queue is no flood, it is what failed elsewhere. */
    if (row->is_dlq && (class == CLASS_GROWS || class == CLASS_IDLE)) return d->grows
        ? CLASS_FAILING
        : CLASS_STEADY;
    return class < CLASS_FAILING && trouble_is_failing(row, now) ? CLASS_FAILING : class;
}

/* How bad it is, within its class.  Losses come nearer all at the same pace: their order stands. */
static int64_t measure(const struct queue_row *row, enum class class, const struct drain *d,
                       const struct instant *now)
{
    int64_t lost = count_lost(row, now);

    if (class == CLASS_LOSS)
        return PROSPECT_SOON_MS - d->loss_ms;
    if (d->grows)
        return find_step(d->trend.rate.per_s * 3600);
    if (class == CLASS_DRAINS)
        return find_step(d->trend.eta_s);
    return find_step((double)(lost > 0 ? lost : row->stats->metrics.backlog_count));
}

int64_t trouble_rank(const struct queue_row *row, const struct instant *now)
{
    struct drain d = drain_find(row, now);
    enum class class = find_class(row, &d, now);

    if (row->stats->metrics.backlog_count < 0)
        return -1;
    return (int64_t) class << 32 | measure(row, class, &d, now);
}

bool trouble_needs_look(const struct queue_row *row, const struct drain *d,
                        const struct instant *now)
{
    return row->stats->metrics.backlog_count >= 0 && find_class(row, d, now) >= CLASS_FAILING;
}

/* As history says; it tells nothing of a queue that it never told of. */
static struct trouble_dead find_lost(const struct queue_row *row, const struct instant *now)
{
    const double told_of_s = 900.0;
    int64_t end = row->stats->lost.end_mono_ms;

    if (end <= 0 || now->mono_ms - end > LOST_KEPT_MS)
        return (struct trouble_dead){.known = false};
    return (struct trouble_dead){true, (double)count_lost(row, now) / told_of_s,
                                 now->mono_ms - end};
}

struct trouble_dead trouble_find_dead(const struct queue_row *row, const struct instant *now)
{
    const double least = 1.0 / 3600;
    struct trouble_dead lost = find_lost(row, now);
    struct drain d;

    if (!row->dlq || row->dlq == row) {
        lost.known = true;
        return lost;
    }
    d = drain_find(row->dlq, now);
    if (d.grows)
        return (struct trouble_dead){true, d.trend.rate.per_s > least ? d.trend.rate.per_s : least,
                                     d.old_ms};
    if (lost.per_s <= 0.0 && d.trend.verdict != TREND_UNKNOWN)
        return (struct trouble_dead){true, 0.0, d.old_ms};
    return lost;
}

bool trouble_is_failing(const struct queue_row *row, const struct instant *now)
{
    return trouble_find_dead(row, now).per_s > 0.0;
}
