#include "parts/list/drain.h"

/* A queue that shrinks drains, whatever its settings say. */
static enum drain_kind judge_rest(const struct queue *q, int64_t per_min)
{
    if (!q->n_consumers && q->consumers_total <= 0)
        return DRAIN_NOBODY;
    if (queue_find_consumer(q, CONSUMER_HTTP_PULL) && !queue_find_consumer(q, CONSUMER_WORKER) &&
        !queue_find_consumer(q, CONSUMER_NOTIFICATION))
        return DRAIN_PULL_ONLY;
    return per_min > 0 ? DRAIN_NEVER : DRAIN_STEADY;
}

struct drain drain_find(const struct queue_row *row, int64_t now_mono_ms)
{
    int64_t backlog = row->stats->metrics.backlog_count, per_min;
    struct drain d = {DRAIN_UNKNOWN, 0};

    if (backlog < 0)
        return d;
    if (backlog == 0)
        d.kind = DRAIN_EMPTY;
    else if (row->queue->paused == FLAG_YES)
        d.kind = DRAIN_PAUSED;
    else if (!queue_rate(row->stats, now_mono_ms, &per_min))
        d.kind = DRAIN_UNKNOWN;
    else if (per_min >= 0)
        d.kind = judge_rest(row->queue, per_min);
    else
        d = (struct drain){DRAIN_ETA, (int64_t)((double)backlog / -(double)per_min * 60000.0)};
    return d;
}

int64_t drain_rank(const struct drain *d)
{
    if (d->kind == DRAIN_UNKNOWN)
        return -1;
    return d->kind <= DRAIN_ETA ? d->eta_ms : INT64_MAX - DRAIN_PAUSED + (int64_t)d->kind;
}
