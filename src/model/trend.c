#include "model/trend.h"

#include "base/memory/array.h"

#include <math.h>
#include <string.h>

enum {
    MAX_BATCH = 100,
    ALLOW_S = 60,       /* so old may a count be that is shown again, where none has changed yet; */
    MAX_ALLOW_S = 75,   /* and at most, however long others were shown */
    MIN_GAP_S = 150,    /* after so long without a sample all starts over */
    JUMP_EVERY_S = 200, /* those that come oftener are traffic: cron, pull loops */
    SPAN_S = 75,        /* a span is at least so long, */
    SPAN_SAMPLES = 6,   /* and has so many samples */
    SAME_S = 180,       /* a count that stays for so long is steady */
    DWELL_S = 60,       /* steady outlives its reason by this */
    CLAIM_POINTS = 4,
    FEW = 100, /* a smaller backlog is compared with this */
};

/* A direction is claimed where the rate is so many times its half interval; once claimed, a part of
 * that is enough, or it would come and go. */
static const double CLAIM = 1.3, CLAIM_KEPT = 0.6;
static const double CONFIDENCE = 2.8;

/* Parts of the backlog per s that are too little to call a direction, and little enough to be
 * steady: 0.05 and 1 % per minute.  What was said before holds a little longer here too. */
static const double TINY = 0.0005 / 60, TINY_KEPT = 0.6;
static const double CALM = 0.01 / 60, CALM_KEPT = 1.6;

static const double LONG_AGO = -1e300;

static void restart(struct trend *t)
{
    trend_filters_restart(&t->filters);
    t->jump_waits = false;
    t->n_spans = 0;
    t->same_s = t->seen_s;
}

/* All but the verdict: what was before a long silence says nothing of now. */
static void forget(struct trend *t)
{
    t->measured = false;
    t->n_runs = 0;
    t->jumped_s = LONG_AGO;
    t->filters = (struct trend_filters){.points = 0};
    restart(t);
}

void trend_set_batch(struct trend *t, int64_t batch)
{
    t->batch = (double)(batch < 1 ? 1 : batch > MAX_BATCH ? MAX_BATCH : batch);
}

void trend_init(struct trend *t, int64_t batch)
{
    *t = (struct trend){.steady_s = LONG_AGO};
    forget(t);
    trend_set_batch(t, batch);
}

/* How old a count may be that is shown again: as long as one was shown of late. */
static double find_allowance(const struct trend *t)
{
    double longest = 0;

    for (unsigned i = 0; i < t->n_runs; i++)
        longest = fmax(longest, t->runs_s[i]);
    return t->n_runs ? fmin(longest, MAX_ALLOW_S) : ALLOW_S;
}

static bool is_gone(const struct trend *t, double now_s)
{
    return now_s - t->seen_s > fmax(MIN_GAP_S, 4 * find_allowance(t));
}

/* The jump that waits was a purge or a bulk load: what was before says nothing of what follows. */
static void confirm_jump(struct trend *t)
{
    restart(t);
    t->jumped_s = t->jump_s;
    trend_filters_feed(&t->filters, t->jump_s, t->jump_value);
}

/* A cached answer, perhaps: it only says that so long ago it was still that.  So it is fed late,
 * where that is later than what was fed before. */
static void see_again(struct trend *t, double now_s)
{
    const double still_s = now_s - find_allowance(t);

    if (still_s <= t->changed_s || still_s <= t->filters.last_s)
        return;
    if (t->jump_waits)
        confirm_jump(t);
    trend_filters_feed(&t->filters, still_s, (double)t->count);
}

/* A jump waits for the next value: with one near it the trend starts over, without it was an
 * outdated answer. */
static void feed_change(struct trend *t, double now_s, double value)
{
    const double off = trend_filters_surprise(&t->filters, now_s, value);

    if (off > 0 && now_s - t->jumped_s > JUMP_EVERY_S) {
        if (!t->jump_waits) {
            t->jump_waits = true;
            t->jump_s = now_s;
            t->jump_value = value;
            return;
        }
        if (fabs(value - t->jump_value) < off / 2)
            confirm_jump(t);
    }
    t->jump_waits = false;
    trend_filters_feed(&t->filters, now_s, value);
}

static void see_change(struct trend *t, double now_s, int64_t count)
{
    if (t->measured) {
        if (t->n_runs == TREND_RUNS)
            memmove(t->runs_s, t->runs_s + 1, --t->n_runs * sizeof(t->runs_s[0]));
        t->runs_s[t->n_runs++] = now_s - t->changed_s;
    }
    t->measured = true;
    t->count = count;
    t->changed_s = t->same_s = now_s;
    feed_change(t, now_s, (double)count);
}

static void note_level(struct trend *t, double now_s)
{
    struct trend_span *last = t->n_spans ? &t->spans[t->n_spans - 1] : NULL;

    if (!last || (now_s - last->from_s >= SPAN_S && last->samples >= SPAN_SAMPLES)) {
        if (t->n_spans == TREND_SPANS)
            memmove(t->spans, t->spans + 1, --t->n_spans * sizeof(t->spans[0]));
        last = &t->spans[t->n_spans++];
        *last = (struct trend_span){.from_s = now_s, .lowest = t->count, .highest = t->count};
    }
    last->samples++;
    if (t->count < last->lowest)
        last->lowest = t->count;
    if (t->count > last->highest)
        last->highest = t->count;
}

struct levels {
    int64_t lowest;
    int64_t highest;
};

static struct levels find_levels(const struct trend *t, unsigned first)
{
    struct levels l = {t->spans[first].lowest, t->spans[first].highest};

    for (unsigned i = first + 1; i < t->n_spans; i++) {
        l.lowest = t->spans[i].lowest < l.lowest ? t->spans[i].lowest : l.lowest;
        l.highest = t->spans[i].highest > l.highest ? t->spans[i].highest : l.highest;
    }
    return l;
}

/* One level is in every span: it swings, and goes nowhere. */
static bool swings(const struct trend *t)
{
    int64_t top_low = INT64_MIN, bottom_high = INT64_MAX;

    for (unsigned i = 0; i < t->n_spans; i++) {
        top_low = t->spans[i].lowest > top_low ? t->spans[i].lowest : top_low;
        bottom_high = t->spans[i].highest < bottom_high ? t->spans[i].highest : bottom_high;
    }
    return t->n_spans == TREND_SPANS && top_low <= bottom_high;
}

/* It was nearly empty a moment ago and is not high now. */
static bool keeps_up(const struct trend *t)
{
    double highest;

    if (t->n_spans < 2)
        return false;
    highest = (double)find_levels(t, 0).highest;
    return (double)find_levels(t, t->n_spans - 2).lowest <= fmax(2, 0.1 * highest) &&
           (double)t->count <= 0.5 * highest + 2;
}

static bool has_direction(const struct trend *t, const struct trend_rate *rate,
                          enum trend_verdict direction)
{
    const bool same = t->verdict == direction;
    const double speed = fabs(rate->per_s);

    return t->filters.points >= CLAIM_POINTS &&
           speed > CLAIM * rate->half * (same ? CLAIM_KEPT : 1) &&
           speed > TINY * fmax((double)t->count, FEW) * (same ? TINY_KEPT : 1);
}

static bool is_steady(const struct trend *t, const struct trend_rate *rate, bool calm, double now_s)
{
    const double most = CALM * fmax((double)t->count, FEW) * (calm ? CALM_KEPT : 1);

    return fabs(rate->per_s) + rate->half <= most || swings(t) || keeps_up(t) ||
           now_s - t->same_s > SAME_S;
}

static enum trend_verdict judge_rate(struct trend *t, const struct trend_rate *rate, double now_s)
{
    const enum trend_verdict direction = rate->per_s < 0 ? TREND_DRAINING : TREND_GROWING;
    const bool calm = t->verdict == TREND_STEADY || t->verdict == TREND_EMPTY;

    if (has_direction(t, rate, direction))
        return direction;
    if (is_steady(t, rate, calm, now_s))
        t->steady_s = now_s;
    else if (!calm || now_s - t->steady_s >= DWELL_S)
        return TREND_UNKNOWN;
    return TREND_STEADY;
}

static void judge(struct trend *t, double now_s)
{
    struct trend_rate rate;

    if (!t->count) {
        t->verdict = TREND_EMPTY;
        t->steady_s = now_s;
    } else if (trend_filters_rate(&t->filters, t->batch, &rate)) {
        t->verdict = judge_rate(t, &rate, now_s);
    } else {
        t->verdict = TREND_UNKNOWN;
    }
}

void trend_add(struct trend *t, int64_t mono_ms, int64_t count)
{
    const double now_s = (double)mono_ms / 1000;

    if (count < 0 || (t->measured && now_s <= t->seen_s))
        return;
    if (t->measured && is_gone(t, now_s))
        forget(t);
    t->seen_s = now_s;
    if (t->measured && count == t->count)
        see_again(t, now_s);
    else
        see_change(t, now_s, count);
    note_level(t, now_s);
    judge(t, now_s);
}

/* The future is as noisy as the past that the rate rests on: without that near times are too sure.
 */
static void find_eta(const struct trend *t, double now_s, struct trend_estimate *e)
{
    const double backlog = (double)t->count, speed = -e->rate.per_s;
    const double age = fmax(0, now_s - fmax(t->changed_s, t->filters.last_s));
    const double eta = backlog / speed;
    const double half = e->rate.half * sqrt(1 + e->rate.window_s / eta);

    e->has_eta = true;
    e->eta_s = fmax(eta - age, 0);
    e->eta_low_s = fmax(backlog / (speed + half) - age, 0);
    e->has_eta_high = speed - half > 1e-12;
    if (e->has_eta_high)
        e->eta_high_s = fmax(backlog / (speed - half) - age, 0);
}

int64_t trend_last(const struct trend *t)
{
    return t->measured ? (int64_t)(t->seen_s * 1000) : -1;
}

struct trend_estimate trend_read(const struct trend *t, int64_t now_mono_ms)
{
    const double now_s = (double)now_mono_ms / 1000;
    struct trend_estimate e = {.lowest = -1, .highest = -1};
    struct levels levels;

    if (!t->measured || is_gone(t, now_s))
        return e;
    levels = find_levels(t, 0);
    e.lowest = levels.lowest;
    e.highest = levels.highest;
    e.verdict = t->verdict;
    e.jump_waits = t->jump_waits;
    e.has_rate = trend_filters_rate(&t->filters, t->batch, &e.rate);
    if (e.verdict != TREND_DRAINING && e.verdict != TREND_GROWING)
        return e;
    e.confidence = fmin(0.99, 1 / (1 + exp(-CONFIDENCE * fabs(e.rate.per_s) / e.rate.half)));
    if (e.verdict == TREND_DRAINING && !t->jump_waits)
        find_eta(t, now_s, &e);
    return e;
}
