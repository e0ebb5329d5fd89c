#include "parts/queues/queue_past.h"

#include "parts/queues/drain.h"

enum { MINUTE = 60000 };

static int64_t to_mono(const struct instant *now, int64_t wall_ms)
{
    return now->mono_ms - (now->wall_ms - wall_ms);
}

/* A mean over a minute is what the backlog was in the middle of it. */
static int64_t find_middle(const struct instant *now, const struct history_row *row)
{
    return to_mono(now, row->time_ms + MINUTE / 2);
}

/* From the beginning: rows up to the first sample, and the samples. */
static void replay(struct queue_stats *stats, const struct history_queue *h,
                   const struct instant *now)
{
    const struct series *series = &stats->series;
    int64_t first = series->n ? series_at(series, 0)->mono_ms : INT64_MAX;
    int64_t batch = (int64_t)stats->trend.batch;

    trend_init(&stats->trend, batch);
    for (size_t i = 0; i < h->n && find_middle(now, &h->rows[i]) < first; i++)
        trend_add(&stats->trend, find_middle(now, &h->rows[i]), h->rows[i].messages);
    for (size_t i = 0; i < series->n; i++)
        trend_add(&stats->trend, series_at(series, i)->mono_ms, series_at(series, i)->count);
}

/* What is not newer is ignored. */
static void add_rows(struct trend *t, const struct history_queue *h, const struct instant *now)
{
    for (size_t i = 0; i < h->n; i++)
        trend_add(t, find_middle(now, &h->rows[i]), h->rows[i].messages);
}

/* Where the newest is newer than what was measured, it is what is known. */
static void take_newest(struct queue_stats *stats, const struct history_row *row,
                        const struct instant *now)
{
    int64_t end = to_mono(now, row->time_ms + MINUTE);

    if (row->messages < 0 || end <= stats->measured_mono_ms)
        return;
    stats->metrics.backlog_count = row->messages;
    if (row->bytes >= 0)
        stats->metrics.backlog_bytes = row->bytes;
    stats->measured_mono_ms = end < now->mono_ms ? end : now->mono_ms;
}

static int64_t count_lost(const struct history_tally *did)
{
    int64_t dead = did[HISTORY_DEAD_LETTERED].count, failed = did[HISTORY_FAILED].count;

    return (dead > 0 ? dead : 0) + (failed > 0 ? failed : 0);
}

static void take_lost(struct queue_stats *stats, const struct history_queue *h,
                      const struct instant *now)
{
    int64_t n = h->did ? count_lost(h->did) : 0;

    for (size_t i = 0; i < h->n; i++)
        n += count_lost(h->rows[i].did);
    stats->lost.n = n;
    stats->lost.end_mono_ms = now->mono_ms;
}

/* Something is told of what was done; else nothing is known of what was not. */
static bool tells_what_was_done(const struct history_queue *h)
{
    for (size_t i = 0; i < h->n; i++)
        for (int action = 0; action < HISTORY_ACTIONS; action++)
            if (h->rows[i].did[action].count >= 0)
                return true;
    return h->did != NULL;
}

void queue_past_take_hour(struct queue_stats *stats, const struct history_queue *h,
                          enum history_step step)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->rows[i].messages >= 0)
            hour_add(&stats->hour, h->rows[i].time_ms, history_step_ms(step), h->rows[i].messages);
}

void queue_past_take(struct queue_stats *stats, const struct history_queue *h,
                     const struct instant *now)
{
    if (!stats->has_past) {
        stats->has_past = true;
        replay(stats, h, now);
        trend_init(&stats->past, (int64_t)stats->trend.batch);
    } else {
        add_rows(&stats->trend, h, now);
    }
    add_rows(&stats->past, h, now);
    queue_past_take_hour(stats, h, HISTORY_MINUTE);
    if (h->n)
        take_newest(stats, &h->rows[h->n - 1], now);
    if (tells_what_was_done(h))
        take_lost(stats, h, now);
}

bool queue_past_has_flow(const struct queue_stats *stats, int64_t now_wall_ms)
{
    return stats->flow.end_wall_ms >= 0 && now_wall_ms - stats->flow.end_wall_ms < DRAIN_KEPT_MS;
}
