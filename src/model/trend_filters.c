#include "model/trend_filters.h"

#include "base/memory/array.h"

#include <math.h>

/* Observation noise over flow noise, s; and how fast the slope wanders, 1/s^2.  The slowest first:
 * memories of about 1000, 100 and 10 s, for exact counts and for approximate ones. */
static const struct {
    double observed;
    double wander;
} kinds[] = {
    {0, 1e-6}, {0, 1e-4}, {0, 1e-2}, {25, 1e-6}, {25, 1e-4}, {25, 1e-2},
};
_Static_assert(ARRAY_LEN(kinds) == TREND_FILTERS, "every filter is of a kind");

enum { MEMORIES = 3 };
_Static_assert(TREND_FILTERS % MEMORIES == 0, "each noise with every memory");

enum {
    MIN_SPAN_S = 4,
    NOISE_KNOWN = 5, /* errors needed to tell what is no noise */
    SURPRISE_SD = 7,
    KEPT_ERRORS = 8, /* over a restart: the noise is likely to be the same, but not certain to */
    FOLLOW_FROM = 6, /* points after which a change is looked for */
    FOLLOW_SD = 3,
    FEW_POINTS = 9, /* with fewer, batches are not averaged out */
    MAX_FREEDOM = 60,
    MIN_WINDOW_S = 10,
};
static const double MIN_STEP_S = 0.5; /* nearer points say nothing, and cancel digits until NaN */
static const double KEEP = 0.985; /* of what a filter knows of its errors, from point to point */
static const double KEEP_SCALE = 0.97;

static double noise_of(const struct trend_filter *f)
{
    return (f->errors + 0.5) / f->n_errors;
}

/* One step of a Kalman filter for a level that walks at random and a slope that does so slowly. */
static void step(struct trend_filter *f, double observed, double wander, double dt, double value)
{
    const double x0 = f->level + f->slope * dt; /* foretold */
    const double a00 = f->level_var + 2 * dt * f->shared_var + dt * dt * f->slope_var + dt +
                       wander * dt * dt * dt / 3;
    const double a01 = f->shared_var + dt * f->slope_var + wander * dt * dt / 2;
    const double a11 = f->slope_var + wander * dt;
    const double s = a00 + observed; /* variance expected of the error */
    const double e = value - x0;
    const double k0 = a00 / s, k1 = a01 / s; /* how much of the error is believed */

    f->level = x0 + k0 * e;
    f->slope += k1 * e;
    f->level_var = a00 * (1 - k0);
    f->shared_var = a01 * (1 - k0);
    f->slope_var = a11 - k1 * a01;
    f->likelihood = KEEP * f->likelihood - 0.5 * log(s);
    f->errors = KEEP * f->errors + e * e / s;
    f->n_errors = KEEP * f->n_errors + 1;
}

/* All start from the line through the first two points. */
static void start(struct trend_filters *f, double dt, double value)
{
    const double slope = (value - f->all[0].level) / dt;

    for (unsigned i = 0; i < TREND_FILTERS; i++) {
        const double observed = kinds[i].observed;

        f->all[i] = (struct trend_filter){.level = value,
                                          .slope = slope,
                                          .level_var = observed,
                                          .shared_var = observed / dt,
                                          .slope_var = (dt + 2 * observed) / (dt * dt)};
    }
    f->slope = slope;
    f->likeliest = 0;
}

/* The rate has changed where the fast filter has left a slow one behind: that starts over from it.
 */
static void follow_change(struct trend_filter *same_noise)
{
    const struct trend_filter *fast = &same_noise[MEMORIES - 1];
    const double noise = noise_of(fast);

    for (unsigned i = 0; i < MEMORIES - 1; i++) {
        const double off = same_noise[i].slope - fast->slope;

        if (off * off > FOLLOW_SD * FOLLOW_SD * (same_noise[i].slope_var + fast->slope_var) * noise)
            same_noise[i] = *fast;
    }
}

/* Each filter counts as likely as it makes the points; the weights add up to 1. */
static void weigh(struct trend_filters *f, const double *noise, double *weight)
{
    double top, sum = 0;

    f->likeliest = 0;
    for (unsigned i = 0; i < TREND_FILTERS; i++) {
        weight[i] = f->all[i].likelihood - 0.5 * f->all[i].n_errors * log(noise[i]);
        if (weight[i] > weight[f->likeliest])
            f->likeliest = i;
    }
    top = weight[f->likeliest]; /* without it exp() of all of them may be 0 */
    for (unsigned i = 0; i < TREND_FILTERS; i++) {
        weight[i] = exp(weight[i] - top);
        sum += weight[i];
    }
    for (unsigned i = 0; i < TREND_FILTERS; i++)
        weight[i] /= sum;
}

static void mix(struct trend_filters *f)
{
    double noise[TREND_FILTERS], weight[TREND_FILTERS];

    for (unsigned i = 0; i < TREND_FILTERS; i++)
        noise[i] = noise_of(&f->all[i]);
    weigh(f, noise, weight);
    f->slope = f->slope_var = f->pure_var = 0;
    for (unsigned i = 0; i < TREND_FILTERS; i++) {
        f->slope += weight[i] * f->all[i].slope;
        f->pure_var += weight[i] * f->all[i].slope_var;
    }
    for (unsigned i = 0; i < TREND_FILTERS; i++) {
        const double off = f->all[i].slope - f->slope;

        f->slope_var += weight[i] * (f->all[i].slope_var * noise[i] + off * off);
    }
}

static double error_of_likeliest(const struct trend_filters *f, double dt, double value)
{
    const struct trend_filter *best = &f->all[f->likeliest];

    return value - best->level - best->slope * dt;
}

static void step_all(struct trend_filters *f, double dt, double value)
{
    const double error = error_of_likeliest(f, dt, value);

    f->errors_per_s = KEEP_SCALE * f->errors_per_s + error * error / dt;
    f->n_errors = KEEP_SCALE * f->n_errors + 1;
    for (unsigned i = 0; i < TREND_FILTERS; i++)
        step(&f->all[i], kinds[i].observed, kinds[i].wander, dt, value);
    if (f->points > FOLLOW_FROM)
        for (unsigned i = 0; i < TREND_FILTERS; i += MEMORIES)
            follow_change(&f->all[i]);
    mix(f);
}

void trend_filters_feed(struct trend_filters *f, double time_s, double value)
{
    const double dt = time_s - f->last_s;

    if (!f->points) {
        f->first_s = time_s;
        f->all[0].level = value;
    } else if (dt < MIN_STEP_S) {
        return;
    }
    f->last_s = time_s;
    f->points++;
    if (f->points == 2)
        start(f, dt, value);
    else if (f->points > 2)
        step_all(f, dt, value);
}

void trend_filters_restart(struct trend_filters *f)
{
    f->points = 0;
    if (f->n_errors > KEPT_ERRORS) {
        f->errors_per_s *= KEPT_ERRORS / f->n_errors;
        f->n_errors = KEPT_ERRORS;
    }
}

double trend_filters_surprise(const struct trend_filters *f, double time_s, double value)
{
    const double dt = time_s - f->last_s;
    double off, sd;

    if (f->points < 3 || f->n_errors < NOISE_KNOWN)
        return 0;
    off = fabs(error_of_likeliest(f, dt, value));
    sd = sqrt(fmax(f->errors_per_s / f->n_errors * dt, 1)) + 1;
    /* However quiet it was before, a few messages or percent are none. */
    return off > SURPRISE_SD * sd && off > 0.05 * fabs(f->all[f->likeliest].level) + 20 ? off : 0;
}

/* Student's t for an interval of 90 %, within 9 % of the true one. */
static double student_t(const struct trend_filters *f)
{
    const double d = fmin(fmax((double)f->points - 2, 1), MAX_FREEDOM);

    return 1.645 + 1.55 / d + 3.1 / (d * d);
}

bool trend_filters_rate(const struct trend_filters *f, double batch, struct trend_rate *out)
{
    const double span = f->last_s - f->first_s;
    double var, steps;

    if (f->points < 2 || span < MIN_SPAN_S)
        return false;
    out->per_s = f->slope;
    if (f->points == 2) {
        out->window_s = span;
        var = fabs(f->slope) * (1 + batch) / span;
    } else {
        out->window_s = fmax(fmin(span, 1 / fmax(f->pure_var, 1e-9)), fmin(span, MIN_WINDOW_S));
        steps = f->slope < 0 && f->points < FEW_POINTS ? batch : 1;
        var = fmax(f->slope_var, fabs(f->slope) * steps / out->window_s);
    }
    /* One batch that has not been seen yet is always possible. */
    var = fmax(var, batch / out->window_s * (batch / out->window_s));
    out->half = student_t(f) * sqrt(var);
    return true;
}
