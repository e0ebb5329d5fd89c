/* Will a backlog drain, and when?  A fold over its samples: fixed memory, nothing allocated, the
 * same samples say the same.
 *
 * Of a sample only the count is used; bytes and the age of the oldest message say nothing about the
 * rate that the count does not.  A count that is the same again may be a cached answer, so it only
 * says that the backlog was still that a while ago.  What is lower than the noise is not claimed:
 * rates and times have an interval of 90 %, and a verdict may be that nothing is known.
 *
 * All of it holds "if it goes on like this".  Counts past 2^53 are approximate.  Plain values;
 * times are monotonic, including time asleep. */
#pragma once

#include "model/trend_filters.h"

#include <stdint.h>

enum { TREND_RUNS = 6, TREND_SPANS = 5 };

enum trend_verdict {
    TREND_UNKNOWN,
    TREND_EMPTY,
    TREND_STEADY, /* neither grows nor drains, or swings about one level */
    TREND_DRAINING,
    TREND_GROWING,
    TREND_VERDICTS
};

/* A stretch of samples, to tell swings from a direction. */
struct trend_span {
    double from_s;
    int64_t lowest;
    int64_t highest;
    unsigned samples;
};

struct trend {
    bool measured;
    bool jump_waits; /* a purge, a bulk load, or an outdated answer: the next value tells */
    enum trend_verdict verdict;
    unsigned n_runs;
    unsigned n_spans;
    double seen_s;    /* time of the newest sample */
    double changed_s; /* when its count was first seen; */
    int64_t count;
    double runs_s[TREND_RUNS]; /* and how long those before it were, the newest last */
    struct trend_filters filters;
    double jump_s; /* what waits */
    double jump_value;
    double jumped_s; /* when the last one was confirmed */
    struct trend_span spans[TREND_SPANS];
    double same_s;   /* since when the count is this one, as far as spans go back */
    double steady_s; /* when there last was a reason to say steady or empty */
    double batch;    /* messages that may go at once */
};

struct trend_estimate {
    enum trend_verdict verdict;
    bool has_rate;     /* else rate is zeroed */
    bool has_eta;      /* only what drains; else the three are 0 */
    bool has_eta_high; /* false: it may as well take for ever */
    bool jump_waits;
    struct trend_rate rate;
    double confidence; /* that the direction is right; 0 unless it drains or grows */
    double eta_s;      /* from now until it is empty */
    double eta_low_s;
    double eta_high_s;
    int64_t lowest; /* the levels between which it was of late, some minutes; -1: unknown */
    int64_t highest;
};

/* batch is how many messages its consumer takes at once: the setting of a Worker, 1 without a
 * consumer, 10 where it is not known. */
void trend_init(struct trend *t, int64_t batch);
void trend_set_batch(struct trend *t, int64_t batch); /* the verdict follows with the next sample */

/* Counts below 0 (not known) and samples that are not newer than the last are ignored.  After a
 * long silence all starts over. */
void trend_add(struct trend *t, int64_t mono_ms, int64_t count);

/* When the newest sample was taken, monotonic ms; -1: there is none. */
int64_t trend_last(const struct trend *t);

struct trend_estimate trend_read(const struct trend *t, int64_t now_mono_ms);
