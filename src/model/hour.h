/* The backlog of one queue in the last hour, one value for each minute by the clock: the mean that
 * history says, or what was measured in it last.  -1: not known, which is not zero.
 *
 * A zeroed struct knows nothing.  Plain values, pure; times are Unix ms. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { HOUR_MINUTES = 64 }; /* a few more: what is newest is late */

struct hour {
    uint64_t past;                 /* a bit for each place of the ring: it is history's */
    int64_t newest;                /* the minute of the newest, since 1970; 0: nothing is known */
    int64_t backlog[HOUR_MINUTES]; /* a ring, by minute */
};

/* The mean of the step_ms that begin at wall_ms; for longer ones than a minute only minutes that
 * are not known are set. */
void hour_add(struct hour *h, int64_t wall_ms, int64_t step_ms, int64_t backlog);

/* What was measured at that time. */
void hour_measure(struct hour *h, int64_t wall_ms, int64_t backlog);

/* Of the minute that the time is in; -1: not known, or, the second, not by history. */
int64_t hour_at(const struct hour *h, int64_t wall_ms);
int64_t hour_past_at(const struct hour *h, int64_t wall_ms);

/* The mean of what is known of the span_ms from wall_ms on; below 0: nothing is. */
double hour_mean(const struct hour *h, int64_t wall_ms, int64_t span_ms);

/* The first that is known of the hour that ends now, if it is in its first quarter; else -1. */
int64_t hour_first(const struct hour *h, int64_t now_wall_ms);
