#include "parts/balance/turn.h"

#include <math.h>

/* Some steps, summed up. */
struct side {
    int n;
    double sum, squares;
};

static double find_mean(const struct side *s)
{
    return s->n ? s->sum / s->n : 0;
}

/* What a step is off its side's mean, squared and summed up. */
static double find_spread(const struct side *s)
{
    double spread = s->n ? s->squares - s->sum * s->sum / s->n : 0;

    return spread > 0 ? spread : 0;
}

/* The difference in standard deviations; 0: it is no turn.  The variance of a step is what was
 * seen on both sides, and at least that of chance: the mean, times what one counted stands for. */
static double compare(const struct side *a, const struct side *b, double interval)
{
    double x = find_mean(a), y = find_mean(b), less = fmin(x, y), more = fmax(x, y);
    double chance = interval * (a->sum + b->sum) / (a->n + b->n);
    double seen = (find_spread(a) + find_spread(b)) / (a->n + b->n - 2);
    int shorter = a->n < b->n ? a->n : b->n;

    if ((more - less) * shorter < TURN_EVENTS * interval ||
        more * 100 < less * (100 + TURN_PERCENT))
        return 0;
    return (more - less) / sqrt(fmax(chance, seen) * (1.0 / a->n + 1.0 / b->n));
}

/* Enough steps of counts[n] are nearer to that mean than to the other one: else one or two that are
 * far off have made it. */
static bool is_usual(const double *counts, int n, double mean, double other)
{
    int near = 0;

    for (int i = 0; i < n; i++)
        near += fabs(counts[i] - mean) < fabs(counts[i] - other);
    return near >= TURN_LEAST;
}

static struct side sum_up(const double *counts, int n)
{
    struct side s = {.n = n};

    for (int i = 0; i < n; i++) {
        s.sum += counts[i];
        s.squares += counts[i] * counts[i];
    }
    return s;
}

/* The one turn that tells these steps apart best. */
static struct turn find_best(const double *counts, int n, double interval)
{
    struct side all = sum_up(counts, n), before = {0};
    struct turn best = {TURN_NONE, 0, -1, find_mean(&all)};
    double most = TURN_NOISE;

    for (int at = 1; at <= n - TURN_LEAST; at++) {
        struct side since;
        double noise, from, to;

        before.n++;
        before.sum += counts[at - 1];
        before.squares += counts[at - 1] * counts[at - 1];
        since = (struct side){n - at, all.sum - before.sum, all.squares - before.squares};
        from = find_mean(&before);
        to = find_mean(&since);
        noise = at < TURN_LEAST ? 0 : compare(&before, &since, interval);
        if (noise < most || !is_usual(counts, at, from, to) ||
            !is_usual(counts + at, n - at, to, from))
            continue;
        most = noise;
        best = (struct turn){to > from ? TURN_ROSE : TURN_FELL, at, from, to};
    }
    return best;
}

struct turn turn_find(const double *counts, int n, double interval)
{
    struct turn found = find_best(counts, n, interval);
    int begin = found.at;

    while (begin) {
        struct turn next = find_best(counts + begin, n - begin, interval);

        begin = next.at ? begin + next.at : 0;
        if (next.at && next.way == found.way)
            found.to = next.to;
        else if (next.at)
            found = (struct turn){next.way, begin, next.from, next.to};
    }
    return found;
}
