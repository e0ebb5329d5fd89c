#include "cli/print/measured.h"

#include "base/memory/array.h"
#include "parts/balance/drain_text.h"
#include "parts/filter/queue_amounts.h"

#include <math.h>
#include <stdio.h>

static int64_t to_wall(const struct instant *now, int64_t mono_ms)
{
    return now->wall_ms - (now->mono_ms - mono_ms);
}

static void find_growth(struct measured *m, const struct queue_row *row, const struct instant *now)
{
    const struct drain *d = &m->drain;
    int64_t in_hour;

    m->has_growth = queue_amounts_growth(row, now, &in_hour);
    if (!m->has_growth)
        return;
    m->growth_at_ms = d->old_ms ? now->wall_ms - d->old_ms : m->at_ms;
    m->has_interval = d->has_rate;
    if (!m->has_interval)
        return;
    m->per_s = d->trend.rate.per_s;
    m->low_per_s = m->per_s - d->trend.rate.half;
    m->high_per_s = m->per_s + d->trend.rate.half;
}

struct measured measured_find(const struct queue_row *row, const struct instant *now)
{
    const struct queue_stats *stats = row->stats;
    struct measured m = {.name = row->queue->name,
                         .id = row->queue->id,
                         .paused = row->queue->paused,
                         .drain = drain_find(row, now),
                         .loss_ms = -1,
                         .at_ms = -1,
                         .oldest_at_ms = -1,
                         .growth_at_ms = -1,
                         .old_ms = -1};
    int64_t loss_ms;

    if (!queue_amounts_backlog(row, now, &m.backlog))
        m.backlog = -1;
    if (!queue_amounts_size(row, now, &m.bytes))
        m.bytes = -1;
    if (!queue_amounts_age(row, now, &m.age_ms))
        m.age_ms = -1;
    else if (m.age_ms < 0) /* the clocks differ */
        m.age_ms = 0;
    if (m.backlog >= 0) {
        m.old_ms = now->mono_ms - stats->measured_mono_ms;
        m.at_ms = to_wall(now, stats->measured_mono_ms);
    }
    if (m.age_ms >= 0)
        m.oldest_at_ms = m.backlog == 0 ? m.at_ms : to_wall(now, stats->head_seen_mono_ms);
    find_growth(&m, row, now);
    m.has_verdict = m.backlog >= 0 && m.drain.kind != DRAIN_UNKNOWN;
    if (queue_amounts_loss(row, now, &loss_ms) && loss_ms != INT64_MAX && m.backlog != 0)
        m.loss_ms = loss_ms;
    return m;
}

const char *measured_word(enum drain_kind kind)
{
    static const char *const words[] = {
        [DRAIN_UNKNOWN] = "unknown",
        [DRAIN_EMPTY] = "empty",
        [DRAIN_STEADY] = "steady",
        [DRAIN_UNCLEAR] = "unclear",
        [DRAIN_ETA] = "draining",
        [DRAIN_NOT_PULLED] = "not-pulled",
        [DRAIN_NO_CONSUMER] = "no-consumer",
        [DRAIN_PAUSED] = "paused",
        [DRAIN_GROWS] = "growing",
        [DRAIN_LOSS] = "losing",
    };
    _Static_assert(ARRAY_LEN(words) == DRAIN_COUNT, "every verdict has its word");

    return words[kind];
}

const char *measured_print_verdict(char *out, size_t size, const struct measured *m)
{
    const struct trend_estimate *t = &m->drain.trend;
    struct format range;

    if (!m->has_verdict)
        return NULL;
    if (m->drain.kind == DRAIN_ETA && t->has_eta && t->has_eta_high)
        snprintf(out, size, "draining %s", drain_print_range(&range, t->eta_low_s, t->eta_high_s));
    else if (m->drain.kind == DRAIN_ETA && t->has_eta)
        snprintf(out, size, "draining >%s", drain_print_span(&range, t->eta_low_s));
    else
        snprintf(out, size, "%s", measured_word(m->drain.kind));
    return out;
}

static const char *print_signed(struct format *out, double per_s)
{
    struct format rate;
    double per_min = per_s * 60;

    format_rate(&rate, fabs(per_min));
    /* cppcheck-suppress ctuuninitvar; it is written */
    snprintf(out->s, sizeof(out->s), "%s%.30s", per_min < 0 ? "-" : "", rate.s);
    return out->s;
}

const char *measured_print_rate(char *out, size_t size, const struct measured *m)
{
    struct format rate, low, high;

    if (!m->has_growth)
        return NULL;
    print_signed(&rate, m->per_s);
    if (m->has_interval)
        snprintf(out, size, "%s%s (%s to %s)", m->per_s > 0 ? "+" : "", rate.s,
                 print_signed(&low, m->low_per_s), print_signed(&high, m->high_per_s));
    else
        snprintf(out, size, "%s", rate.s);
    return out;
}

static void put_number(struct buf *out, const char *key, bool known, double value)
{
    if (known)
        buf_print(out, "\"%s\":%.15g,", key, value);
    else
        buf_print(out, "\"%s\":null,", key);
}

static void put_text(struct buf *out, const char *key, const char *text)
{
    buf_print(out, text ? "\"%s\":\"%s\"," : "\"%s\":null,", key, text);
}

static void put_time(struct buf *out, const char *key, int64_t wall_ms)
{
    struct format f;

    put_text(out, key, wall_ms < 0 ? NULL : format_utc(&f, wall_ms));
}

void measured_append_json(struct buf *out, const struct measured *m)
{
    buf_append_byte(out, '{');
    put_number(out, "backlog", m->backlog >= 0, (double)m->backlog);
    put_number(out, "backlog_bytes", m->bytes >= 0, (double)m->bytes);
    put_time(out, "backlog_at", m->at_ms);
    put_number(out, "oldest_age_s", m->age_ms >= 0, (double)m->age_ms / 1000);
    put_number(out, "first_loss_s", m->loss_ms >= 0, (double)m->loss_ms / 1000);
    put_time(out, "oldest_at", m->oldest_at_ms);
    put_number(out, "growth_per_s", m->has_growth, m->per_s);
    put_number(out, "growth_low_per_s", m->has_interval, m->low_per_s);
    put_number(out, "growth_high_per_s", m->has_interval, m->high_per_s);
    put_time(out, "growth_at", m->growth_at_ms);
    put_text(out, "verdict", m->has_verdict ? measured_word(m->drain.kind) : NULL);
    out->bytes[out->len - 1] = '}';
}
