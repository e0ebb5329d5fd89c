/* Level and slope of a backlog from its points, six times over, and the mixture of the six.
 *
 * A backlog is a random walk with drift, seen through a little noise: what makes its slope
 * uncertain is the flow, not how far points lie off a line.  No one memory is both fast and quiet,
 * so each filter has its own; how well it foretold the points decides how much it counts.
 *
 * Variances are in units of the flow noise (messages^2 per s), which each filter estimates from its
 * own errors.  Times are s on one clock, and grow.  A zeroed struct has no points.  Plain values.
 */
#pragma once

#include <stdbool.h>

enum { TREND_FILTERS = 6 };

struct trend_filter {
    double level;     /* messages */
    double slope;     /* messages per s */
    double level_var; /* how uncertain the two are, and what they share of that */
    double shared_var;
    double slope_var;
    double likelihood; /* log, of the points so far; the older the less it counts */
    double errors;     /* squares of what was foretold wrong, in units of what was expected */
    double n_errors;   /* of how many points; both forget as likelihood does */
};

struct trend_filters {
    struct trend_filter all[TREND_FILTERS];
    unsigned points;    /* since the start */
    unsigned likeliest; /* of all */
    double first_s;     /* times of the first point and the last */
    double last_s;
    double slope;        /* of the mixture */
    double slope_var;    /* messages^2 per s^2: flow noise, and what the filters differ by */
    double pure_var;     /* the filters' slope_var, mixed: 1 over it is the window */
    double errors_per_s; /* squares of what the likeliest foretold wrong, over the time it took */
    double n_errors;     /* of how many points; both outlive a restart */
};

/* Rate of change, per s: it lies in per_s -/+ half nine times in ten. */
struct trend_rate {
    double per_s;
    double half;
    double window_s; /* how much of the past it rests on */
};

/* From here on other points count, only the noise is likely to be the same. */
void trend_filters_restart(struct trend_filters *f);

/* Points less than half a second apart are ignored. */
void trend_filters_feed(struct trend_filters *f, double time_s, double value);

/* How far value is from what was foretold, where that is no noise any more; else 0. */
double trend_filters_surprise(const struct trend_filters *f, double time_s, double value);

/* false: two points at least 4 s apart are needed.  batch: so many messages may go at once. */
bool trend_filters_rate(const struct trend_filters *f, double batch, struct trend_rate *out);
