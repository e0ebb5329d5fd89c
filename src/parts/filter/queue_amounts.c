#include "parts/filter/queue_amounts.h"

#include "parts/queues/trouble.h"

static const double hour_s = 3600.0;

static bool holds(int64_t mono_ms, const struct instant *now)
{
    return mono_ms >= 0 && now->mono_ms - mono_ms <= QUEUE_AMOUNTS_HOLD_MS;
}

bool queue_amounts_are_fresh(const struct queue_row *row, const struct instant *now)
{
    return holds(row->stats->measured_mono_ms, now);
}

bool queue_amounts_trend_holds(const struct drain *d)
{
    return d->old_ms <= QUEUE_AMOUNTS_HOLD_MS;
}

bool queue_amounts_backlog(const struct queue_row *row, const struct instant *now, int64_t *n)
{
    *n = row->stats->metrics.backlog_count;
    return *n >= 0 && queue_amounts_are_fresh(row, now);
}

bool queue_amounts_size(const struct queue_row *row, const struct instant *now, int64_t *bytes)
{
    *bytes = row->stats->metrics.backlog_bytes;
    return *bytes >= 0 && queue_amounts_are_fresh(row, now);
}

/* A backlog can be newer than what is known of its oldest message: history says nothing of that. */
static bool knows_oldest(const struct queue_row *row, const struct instant *now)
{
    return row->stats->metrics.oldest_ms >= 0 && queue_amounts_are_fresh(row, now) &&
           holds(row->stats->head_seen_mono_ms, now);
}

static bool is_empty(const struct queue_row *row, const struct instant *now)
{
    return row->stats->metrics.backlog_count == 0 && queue_amounts_are_fresh(row, now);
}

bool queue_amounts_age(const struct queue_row *row, const struct instant *now, int64_t *ms)
{
    *ms = is_empty(row, now) ? 0 : now->wall_ms - row->stats->metrics.oldest_ms;
    return is_empty(row, now) || knows_oldest(row, now);
}

bool queue_amounts_growth(const struct queue_row *row, const struct instant *now, int64_t *n)
{
    struct drain d = drain_find(row, now);

    *n = d.has_rate ? (int64_t)(d.trend.rate.per_s * hour_s) : 0;
    return queue_amounts_are_fresh(row, now) && queue_amounts_trend_holds(&d) &&
           (d.has_rate || d.trend.verdict == TREND_STEADY || d.trend.verdict == TREND_EMPTY);
}

bool queue_amounts_loss(const struct queue_row *row, const struct instant *now, int64_t *ms)
{
    struct drain d = drain_find(row, now);

    *ms = d.loses ? d.loss_ms : INT64_MAX;
    return is_empty(row, now) || (d.loss_ms >= 0 && knows_oldest(row, now));
}

bool queue_amounts_dead(const struct queue_row *row, const struct instant *now, int64_t *n)
{
    struct trouble_dead dead = trouble_find_dead(row, now);

    *n = dead.per_s > 0.0 ? 1 + (int64_t)(dead.per_s * hour_s) : 0;
    return dead.known && dead.old_ms <= QUEUE_AMOUNTS_HOLD_MS;
}
