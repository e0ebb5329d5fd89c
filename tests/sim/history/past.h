/* A past that was never lived: rates in phases, of which each minute is worked out when it is asked
 * for, so that days of it cost nothing.
 *
 * What goes in and out of a minute and the backlog fit each other to the message, and the backlog
 * ends as that of the queue at the time the past was made; where the rates would have needed less
 * than nothing in the queue, it is empty. */
#pragma once

#include "tests/sim/history/history.h"

/* Rates are messages a minute.  Without a rate out the queue keeps up: what comes goes, as fast as
 * capacity allows. */
struct past_phase {
    int64_t minutes; /* how long */
    double in;
    double out; /* those that succeed; < 0: keeps up */
    double dlq;
    double fail;
    double capacity; /* while it keeps up; 0: no bound */
    int64_t burst;   /* messages made at once, every burst_ms */
    int64_t burst_ms;
    double swing; /* how far in and out go up and down, as a part of them */
    int64_t period_ms;
    int64_t size;       /* bytes a message; 0: the mean of what is in the queue, or 500 */
    int64_t lag_ms;     /* of what is taken out; < 0: from the backlog */
    double retries;     /* mean of what succeeds */
    double delayed;     /* messages, mean */
    double concurrency; /* 0: from what is taken */
};

/* Phases in order of time, the last ending now.  Copies them; history_set_past() takes it over. */
struct past *past_new(const struct sim_queue *q, const struct past_phase *phases, size_t n,
                      int64_t now);
void past_free(struct past *p); /* NULL is fine */

/* The first minute from that one on that may hold something; INT64_MAX: none. */
int64_t past_next(const struct past *p, int64_t minute);

/* Adds what was in out->minute. */
void past_read(const struct past *p, struct history_minute *out);
