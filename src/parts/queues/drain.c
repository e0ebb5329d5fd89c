#include "parts/queues/drain.h"

#include "parts/queues/prospect.h"

enum { YOUNG_S = 120 };

static bool says_something(const struct trend_estimate *t)
{
    return t->has_rate || t->verdict != TREND_UNKNOWN;
}

static bool says_more(const struct trend_estimate *t, const struct trend_estimate *than)
{
    return (t->verdict != TREND_UNKNOWN && than->verdict == TREND_UNKNOWN) ||
           (says_something(t) && !says_something(than));
}

/* A trend that has not seen much yet. */
static bool is_young(const struct trend_estimate *t)
{
    return t->verdict == TREND_UNKNOWN && (!t->has_rate || t->rate.window_s < YOUNG_S);
}

/* What is left of so many s after ms. */
static double shorten(double s, int64_t ms)
{
    double gone = (double)ms / 1000;

    return s > gone ? s - gone : 0;
}

/* As it was at its newest sample, if that is not too old and says more than what is there. */
static void keep_trend(const struct trend *from, int64_t now_mono_ms, struct drain *d)
{
    int64_t last = trend_last(from), age = now_mono_ms - last;
    struct trend_estimate t;

    if (last < 0 || age < 0 || age > DRAIN_KEPT_MS)
        return;
    t = trend_read(from, last);
    if (!says_more(&t, &d->trend))
        return;
    d->trend = t;
    d->old_ms = age > 0 ? age : 1;
    d->trend.eta_s = shorten(t.eta_s, age);
    d->trend.eta_low_s = shorten(t.eta_low_s, age);
    d->trend.eta_high_s = shorten(t.eta_high_s, age);
}

static double absolute(double x)
{
    return x < 0 ? -x : x;
}

/* The trend now, else as it was when the queue was last measured, or what history says, which comes
 * minutes late. */
static void read_trend(const struct queue_stats *stats, int64_t now_mono_ms, struct drain *d)
{
    const struct trend_estimate *t = &d->trend;

    d->trend = trend_read(&stats->trend, now_mono_ms);
    if (is_young(t)) {
        keep_trend(&stats->trend, now_mono_ms, d);
        keep_trend(&stats->past, now_mono_ms, d);
    }
    d->has_rate =
        t->has_rate && (t->verdict == TREND_STEADY || t->rate.half <= 3 * absolute(t->rate.per_s));
    d->grows = t->verdict == TREND_GROWING;
}

static bool waits_for_pulls(const struct queue *q)
{
    return queue_find_consumer(q, CONSUMER_HTTP_PULL) && !queue_find_consumer(q, CONSUMER_WORKER) &&
           !queue_find_consumer(q, CONSUMER_NOTIFICATION);
}

static bool drains_before(const struct drain *d, int64_t ms)
{
    return d->trend.verdict == TREND_DRAINING && d->trend.has_eta_high &&
           d->trend.eta_high_s * 1000 < (double)ms;
}

static enum drain_kind judge(const struct queue *q, const struct drain *d)
{
    if (d->loses && prospect_is_soon(q, d->loss_ms))
        return DRAIN_LOSS;
    if (d->trend.verdict == TREND_DRAINING) /* whatever its settings say */
        return DRAIN_ETA;
    if (q->paused == FLAG_YES)
        return DRAIN_PAUSED;
    if (queue_lacks_consumer(q))
        return DRAIN_NO_CONSUMER;
    if (waits_for_pulls(q) && d->head_ms >= DRAIN_HEAD_MS)
        return DRAIN_NOT_PULLED;
    if (d->grows)
        return DRAIN_GROWS;
    if (d->trend.verdict == TREND_STEADY)
        return DRAIN_STEADY;
    return d->trend.has_rate ? DRAIN_UNCLEAR : DRAIN_UNKNOWN;
}

/* Which message is the oldest is known as long as a trend is. */
static void read_head(const struct queue_row *row, const struct instant *now, struct drain *d)
{
    const struct queue_stats *stats = row->stats;

    d->head_ms = stats->head_seen_mono_ms - stats->head_mono_ms;
    d->head_old_ms = now->mono_ms - stats->head_seen_mono_ms;
    if (d->head_old_ms <= DRAIN_KEPT_MS)
        d->loss_ms = prospect_queue_expires_in(row, now->wall_ms);
}

struct drain drain_find(const struct queue_row *row, const struct instant *now)
{
    const struct queue_stats *stats = row->stats;
    struct drain d = {.kind = DRAIN_UNKNOWN, .loss_ms = -1};

    if (stats->metrics.backlog_count < 0)
        return d;
    read_trend(stats, now->mono_ms, &d);
    if (stats->metrics.backlog_count == 0) {
        d.kind = DRAIN_EMPTY;
        return d;
    }
    if (stats->metrics.oldest_ms >= 0)
        read_head(row, now, &d);
    d.loses = d.loss_ms >= 0 && !drains_before(&d, d.loss_ms);
    d.kind = judge(row->queue, &d);
    return d;
}
