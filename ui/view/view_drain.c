#include "base/memory/array.h"
#include "base/text/format.h"
#include "parts/balance/drain_text.h"
#include "ui/view/views.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXTS = 3, TEXT_BYTES = 64, HOUR_MS = 3600000 };

/* The same thing said in fewer and fewer words; the last has ten columns at most. */
struct texts {
    char s[TEXTS][TEXT_BYTES];
};

static void set_text(struct texts *t, int i, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void set_text(struct texts *t, int i, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(t->s[i], TEXT_BYTES, fmt, args);
    va_end(args);
}

struct look {
    enum role role;
    enum glyph sign;
    void (*print)(const struct drain *d, struct texts *out);
    bool of_trend; /* it can be out of date */
};

static void print_one(struct texts *out, const char *text)
{
    for (int i = 0; i < TEXTS; i++)
        set_text(out, i, "%s", text);
}

static void print_unknown(const struct drain *d, struct texts *out)
{
    (void)d;
    print_one(out, "measuring");
}

static void print_empty(const struct drain *d, struct texts *out)
{
    (void)d;
    print_one(out, "empty");
}

static void print_steady(const struct drain *d, struct texts *out)
{
    struct format low, high;

    print_one(out, "steady");
    format_short(&low, d->trend.lowest);
    format_short(&high, d->trend.highest);
    if (d->trend.lowest >= 0 && strcmp(low.s, high.s) != 0)
        for (int i = 0; i < 2; i++)
            set_text(out, i, "steady %s-%s", low.s, high.s);
}

static void print_unclear(const struct drain *d, struct texts *out)
{
    (void)d;
    print_one(out, "no clear trend");
    set_text(out, 2, "no trend");
}

/* A time with no upper end, or that may be twice as long, is said to be about that. */
static void print_eta(const struct drain *d, struct texts *out)
{
    const struct trend_estimate *t = &d->trend;
    bool vague = !t->has_eta_high || t->eta_high_s > 2 * t->eta_low_s;
    struct format eta, low;
    struct format range;

    if (!t->has_eta) {
        print_one(out, "drains");
        return;
    }
    drain_print_span(&eta, t->eta_s);
    if (t->has_eta_high)
        drain_print_range(&range, t->eta_low_s, t->eta_high_s);
    else
        snprintf(range.s, sizeof(range.s), ">%s", drain_print_span(&low, t->eta_low_s));
    set_text(out, 0, "drains ~%s (%s)", eta.s, range.s);
    set_text(out, 1, "%s (%s)", eta.s, range.s);
    set_text(out, 2, "%s%s", vague ? "~" : "", eta.s);
}

static void print_why_not(const struct drain *d, struct texts *out, const char *why,
                          const char *shorter)
{
    set_text(out, 0, "%s%s", d->grows ? "grows, " : "", why);
    set_text(out, 1, "%s", why);
    set_text(out, 2, "%s", shorter);
}

static void print_not_pulled(const struct drain *d, struct texts *out)
{
    print_why_not(d, out, "nobody pulls", "no pulls");
}

static void print_no_consumer(const struct drain *d, struct texts *out)
{
    print_why_not(d, out, "no consumer", "nobody");
}

static void print_paused(const struct drain *d, struct texts *out)
{
    set_text(out, 0, "PAUSED%s", d->grows ? ", grows" : "");
    set_text(out, 1, "PAUSED%s", d->grows ? ", grows" : "");
    set_text(out, 2, "PAUSED");
}

static void print_grows(const struct drain *d, struct texts *out)
{
    struct format rate;

    format_rate(&rate, d->trend.rate.per_s * 60);
    set_text(out, 0, "grows %s/min, no end", rate.s);
    set_text(out, 1, "grows, no end");
    set_text(out, 2, "grows");
}

static void print_loss(const struct drain *d, struct texts *out)
{
    struct format left;

    if (d->loss_ms == 0) {
        print_one(out, "losing now");
        return;
    }
    set_text(out, 0, "first loss in %s", format_span(&left, d->loss_ms));
    set_text(out, 1, "loss in %s", left.s);
    if (d->loss_ms / HOUR_MS < 10)
        set_text(out, 2, "loss %s", left.s);
    else /* never later than it is */
        set_text(out, 2, "loss %lldh", (long long)d->loss_ms / HOUR_MS);
}

/* What was found longer ago is told with its age where there is room. */
static void add_age(const struct drain *d, struct texts *out)
{
    struct format age;
    struct text_line l = text_line_behind(out->s[0], TEXT_BYTES);

    text_line_add(&l, ", %s ago", drain_print_span(&age, (double)d->old_ms / 1000));
}

static void choose(const struct texts *t, const char *sign, int cols, char *out, size_t size)
{
    int i = 0;

    while (i < TEXTS - 1 && draw_measure(t->s[i]) + 2 > cols)
        i++;
    snprintf(out, size, "%s %s", sign, t->s[i]);
}

enum role view_drain_print(const struct app *app, const struct queue_row *row, int cols, char *out,
                           size_t size)
{
    static const struct look looks[] = {
#define VERDICT(kind, role, sign, print, of_trend)                                                 \
    [DRAIN_##kind] = {ROLE_##role, GLYPH_##sign, print, of_trend},
#include "parts/queues/verdicts.def"
    };
    _Static_assert(ARRAY_LEN(looks) == DRAIN_COUNT, "every verdict has its look");
    struct drain d = drain_find(row, &app->now);
    const struct look *look = &looks[d.kind];
    bool is_old = look->of_trend && d.old_ms > 0;
    struct texts texts;

    if (row->stats->metrics.backlog_count < 0) {
        snprintf(out, size, "%s", app->no_metrics_reason[0] ? "-" : glyph(GLYPH_ELLIPSIS));
        return ROLE_DIM;
    }
    look->print(&d, &texts);
    if (is_old)
        add_age(&d, &texts);
    choose(&texts, glyph(is_old ? GLYPH_CIRCLE : look->sign), cols, out, size);
    return is_old ? ROLE_STALE : look->role;
}

enum role view_drain_print_rate(const struct app *app, const struct queue_row *row, int cols,
                                char *out, size_t size)
{
    struct drain d = drain_find(row, &app->now);
    double per_min = d.trend.rate.per_s * 60, half = d.trend.rate.half * 60;
    bool steady = d.trend.verdict == TREND_STEADY;
    struct format rate, noise;
    char both[80];

    snprintf(out, size, "-");
    if (!d.has_rate)
        return ROLE_DIM;
    format_rate(&rate, fabs(per_min));
    format_rate(&noise, steady ? half + fabs(per_min) : half);
    if (steady)
        snprintf(out, size, "%s%s", strcmp(noise.s, "0") != 0 ? glyph(GLYPH_ABOUT) : "", noise.s);
    else
        snprintf(out, size, "%c%s", per_min < 0 ? '-' : '+', rate.s);
    snprintf(both, sizeof(both), "%s %s%s", out, glyph(GLYPH_ABOUT), noise.s);
    if (!steady && draw_measure(both) <= cols)
        snprintf(out, size, "%s", both);
    return d.old_ms                            ? ROLE_STALE
           : d.grows                           ? ROLE_GROWING
           : d.trend.verdict == TREND_DRAINING ? ROLE_DRAINING
                                               : ROLE_DIM;
}
