/* What is measured of one queue, minute by minute, as the analytics tell it: operations, and the
 * backlog as it was behind each of them.
 *
 * A queue owns its history, made by the first operation; a queue that nothing is done to has none.
 * What was lived is kept in two arrays that grow to a bound and then forget their oldest part; what
 * was before the first request may be made up (past.h).  One thread, like the world. */
#pragma once

#include "tests/sim/world/world.h"

enum { HISTORY_MINUTE_MS = 60000 };

/* What is done with a message, by whom, and what becomes of it. */
enum history_series {
    HISTORY_WRITE,
    HISTORY_READ_WORKER,
    HISTORY_READ_HTTP,
    HISTORY_SUCCESS_WORKER,
    HISTORY_SUCCESS_HTTP,
    HISTORY_DLQ_WORKER,
    HISTORY_DLQ_HTTP,
    HISTORY_FAIL_WORKER,
    HISTORY_FAIL_HTTP,
    HISTORY_N_SERIES
};

/* Operations of one series in one minute. */
struct history_sum {
    int64_t count;
    int64_t billable;
    int64_t bytes;
    int64_t lag_ms;  /* of all together */
    int64_t retries; /* likewise */
    int64_t max_size;
};

/* One minute in which something was measured. */
struct history_minute {
    int64_t minute;   /* Unix time in minutes */
    unsigned present; /* bit i: sums[i] holds operations; the others hold anything */
    bool has_backlog; /* the next three were measured */
    double messages;  /* means */
    double bytes;
    double delayed;
    double concurrency; /* of a Worker; 0: not measured */
    struct history_sum sums[HISTORY_N_SERIES];
};

struct past;

/* An operation on m that is about to happen: the queue is still as it was before. */
void history_note(struct sim_queue *q, enum history_series series, const struct sim_message *m,
                  int64_t now);

/* The same for a write, before there is a message. */
void history_note_write(struct sim_queue *q, int64_t size, int64_t now);

/* A past for the time before now, instead of the one it may have; takes past over (NULL: none). */
void history_set_past(struct sim_queue *q, struct past *past);

void history_free(struct history *h); /* NULL is fine */

/* Going through the minutes of a queue from one on, in order. */
struct history_cursor {
    const struct sim_queue *queue;
    int64_t minute; /* the next one to look at */
    size_t point;
    size_t op;
};

/* Brings the history up to date, and begins. */
struct history_cursor history_seek(struct sim_queue *q, int64_t from_minute);

/* The next minute before until in which something was measured; false: there is none. */
bool history_next(struct history_cursor *c, int64_t until, struct history_minute *out);
