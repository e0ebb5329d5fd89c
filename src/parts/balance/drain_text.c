#include "parts/balance/drain_text.h"

#include "base/memory/array.h"
#include "parts/queues/prospect.h"

#include <math.h>
#include <stdio.h>

static const struct unit {
    double below, s;
    char sign;
} units[] = {{100, 1, 's'}, {6000, 60, 'm'}, {172800, 3600, 'h'}, {8640000, 86400, 'd'}};

/* The one in which it has two digits; NULL: it is longer than all of them. */
static const struct unit *find_unit(double s)
{
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (s < units[i].below)
            return &units[i];
    return NULL;
}

const char *drain_print_span(struct format *out, double s)
{
    const struct unit *unit = find_unit(s);

    if (unit)
        snprintf(out->s, sizeof(out->s), "%.0f%c", s / unit->s, unit->sign);
    else
        snprintf(out->s, sizeof(out->s), ">99d");
    return out->s;
}

const char *drain_print_range(struct format *out, double low_s, double high_s)
{
    const struct unit *unit = find_unit(high_s);
    struct format low;

    if (unit)
        snprintf(out->s, sizeof(out->s), "%.0f-%.0f%c", floor(low_s / unit->s),
                 ceil(high_s / unit->s), unit->sign);
    else
        snprintf(out->s, sizeof(out->s), ">%s", drain_print_span(&low, low_s));
    return out->s;
}

bool drain_print_loss(char *out, size_t size, const struct queue_row *row, const struct drain *d,
                      int64_t now_wall_ms)
{
    struct format left, old, kept;

    if (d->loss_ms < 0)
        return false;
    snprintf(out, size, "%s: oldest %s, retention %s", format_span(&left, d->loss_ms),
             format_span(&old, now_wall_ms - row->stats->metrics.oldest_ms),
             format_duration(&kept, row->queue->retention_s * 1000));
    return true;
}

/* All that a sentence may need. */
struct said {
    const struct queue_row *row;
    const struct drain *drain;
    const struct instant *now;
    struct format age;      /* of the newest measurement, */
    struct format head_age; /* and of that of its oldest message */
};

/* What the trend is not needed for, "": it says it all. */
static const char *const reasons[] = {
    [DRAIN_UNKNOWN] = "not measured for long enough to tell a trend",
    [DRAIN_EMPTY] = "nothing is in it",
    [DRAIN_STEADY] = "",
    [DRAIN_UNCLEAR] = "whether it grows or drains is within the noise",
    [DRAIN_ETA] = "",
    [DRAIN_NOT_PULLED] = "it waits for somebody to pull, and nobody does",
    [DRAIN_NO_CONSUMER] = "nothing consumes it",
    [DRAIN_PAUSED] = "delivery is paused",
    [DRAIN_GROWS] = "",
    [DRAIN_LOSS] = "its oldest messages are deleted soon, undelivered",
};
_Static_assert(ARRAY_LEN(reasons) == DRAIN_COUNT, "every verdict has its reason");

static void add_reason(const struct said *w, struct sentences *out)
{
    enum drain_kind kind = w->drain->kind;

    if (w->row->stats->metrics.backlog_count < 0)
        sentences_add(out, TONE_FACT, "its backlog was not measured yet");
    else if (reasons[kind][0])
        sentences_add(out, kind == DRAIN_LOSS ? TONE_LOSS : TONE_FACT, "%s, measured %s ago",
                      reasons[kind], w->age.s);
}

/* The two ends of an interval, with the sign where they differ in it. */
static void print_interval(char *out, size_t size, const struct trend_rate *rate, double sign)
{
    double low = (rate->per_s * sign - rate->half) * 60, high = rate->per_s * sign * 120 - low;
    struct format a, b;

    snprintf(out, size, "%s%s to %s%s", low < 0 ? "-" : "", format_rate(&a, fabs(low)),
             high < 0 ? "-" : "", format_rate(&b, fabs(high)));
}

/* The rate with its interval, and how much of the past it rests on. */
static void add_trend(const struct said *w, struct sentences *out)
{
    static const char *const words[] = {[TREND_UNKNOWN] = "changes",
                                        [TREND_EMPTY] = "changes",
                                        [TREND_STEADY] = "steady:",
                                        [TREND_DRAINING] = "drains by",
                                        [TREND_GROWING] = "grows by"};
    _Static_assert(ARRAY_LEN(words) == TREND_VERDICTS, "every trend has its word");
    const struct trend_estimate *t = &w->drain->trend;
    double sign = t->verdict == TREND_DRAINING ? -1 : 1, per_min = t->rate.per_s * 60 * sign;
    struct format rate, window;
    char interval[80];

    if (!w->drain->has_rate)
        return;
    print_interval(interval, sizeof(interval), &t->rate, sign);
    sentences_add(out, t->verdict == TREND_GROWING ? TONE_TROUBLE : TONE_FACT,
                  "%s %s%s/min (%s) over the last %s, measured %s ago", words[t->verdict],
                  per_min < 0 ? "-" : "", format_rate(&rate, fabs(per_min)), interval,
                  drain_print_span(&window, t->rate.window_s), w->age.s);
}

static void add_end(const struct said *w, struct sentences *out)
{
    const struct trend_estimate *t = &w->drain->trend;
    struct format eta, range;

    if (w->drain->grows)
        sentences_add(out, TONE_TROUBLE, "no end, if it goes on like this");
    if (!t->has_eta)
        return;
    drain_print_span(&eta, t->eta_s);
    if (t->has_eta_high)
        sentences_add(out, TONE_FACT, "empty in about %s (%s), if it goes on like this", eta.s,
                      drain_print_range(&range, t->eta_low_s, t->eta_high_s));
    else
        sentences_add(out, TONE_FACT, "empty in %s at the soonest, if it goes on like this",
                      drain_print_span(&range, t->eta_low_s));
}

static void add_loss(const struct said *w, struct sentences *out)
{
    char loss[160];

    if (drain_print_loss(loss, sizeof(loss), w->row, w->drain, w->now->wall_ms))
        sentences_add(out, w->drain->kind == DRAIN_LOSS ? TONE_LOSS : TONE_FACT,
                      "first loss in %s, measured %s ago", loss, w->head_age.s);
}

/* A Worker waits for its batch to fill for a minute at most. */
enum { HEAD_MS = 60000 };

/* A fact, not a verdict: a busy queue, too, may have a message that goes on failing. */
static void add_head(const struct said *w, struct sentences *out)
{
    struct format head;

    if (w->drain->head_ms >= HEAD_MS)
        sentences_add(out, TONE_FACT, "its oldest message is the same for %s, measured %s ago",
                      format_span(&head, w->drain->head_ms), w->head_age.s);
}

void drain_explain(const struct queue_row *row, const struct instant *now, struct sentences *out)
{
    static void (*const add[])(const struct said *w, struct sentences *out) = {
        add_reason, add_trend, add_end, add_loss, add_head};
    struct drain d = drain_find(row, now);
    struct said w = {.row = row, .drain = &d, .now = now};

    format_span(&w.age, now->mono_ms - row->stats->measured_mono_ms);
    format_span(&w.head_age, d.head_old_ms);
    for (size_t i = 0; i < ARRAY_LEN(add); i++)
        add[i](&w, out);
}
