/* Which queues need a person first: those about to lose messages, then those that grow, that
 * nobody consumes, whose messages fail, that drain slowly; those that are steady or empty come
 * last.  Pure. */
#pragma once

#include "parts/queues/drain.h"

/* To sort by, the worst is the highest; -1: not measured.  Within a kind the rank only changes
 * when the trouble grows or shrinks by about half, so that rows stand still. */
int64_t trouble_rank(const struct queue_row *row, const struct instant *now);

/* It is of the first of these: about to lose messages, growing, not consumed, or failing.  d is
 * that of the row. */
bool trouble_needs_look(const struct queue_row *row, const struct drain *d,
                        const struct instant *now);

/* Messages of it that fail for good: what its dead-letter queue grows by, else what history says of
 * the last quarter of an hour. */
struct trouble_dead {
    bool known;
    double per_s;   /* 0: none do */
    int64_t old_ms; /* how old that is; 0: it holds now */
};

struct trouble_dead trouble_find_dead(const struct queue_row *row, const struct instant *now);

/* Its dead-letter queue grows, or history says so: messages of this queue fail for good. */
bool trouble_is_failing(const struct queue_row *row, const struct instant *now);
