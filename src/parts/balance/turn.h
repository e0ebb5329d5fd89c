/* When a rate turned: at which step of time the counts of messages became others, and stayed so.
 *
 * Counts come in about as by chance (Poisson), one of every few is sampled, and many come in
 * bursts: what is no more than that would explain is not claimed.  Pure. */
#pragma once

#include <stdbool.h>

enum {
    TURN_STEPS = 120, /* looked at: two hours of minutes */
    TURN_LEAST = 3,   /* steps like it on either side: two may be a burst, or late and not whole */
    TURN_EVENTS = 10, /* counted messages more or less than before: fewer are chance, at any rate */
    TURN_NOISE = 4,   /* standard deviations: of the 115 places the best one is taken, which
                         chance makes a turn less than once in 100 */
    TURN_PERCENT = 25 /* of the smaller rate: less is no reason for anything */
};

enum turn_way { TURN_NONE, TURN_ROSE, TURN_FELL, TURN_WAYS };

struct turn {
    enum turn_way way;
    int at;      /* the first step of what is now; 0: it did not turn */
    double from; /* a step, before it; -1: it did not turn */
    double to;   /* since */
};

/* The last turn in counts[n] (TURN_STEPS at most, all known); one in the same way right before it
 * is the beginning of it.  interval: each that was counted stands for so many, 1 or more. */
struct turn turn_find(const double *counts, int n, double interval);
