/* Which queues need a person first: those about to lose messages, then those that grow, that
 * nobody consumes, whose messages fail, that drain slowly; those that are steady or empty come
 * last.  Pure. */
#pragma once

#include "parts/queues/drain.h"

/* To sort by, the worst is the highest; -1: not measured.  Within a kind the rank only changes
 * when the trouble grows or shrinks by about half, so that rows stand still. */
int64_t trouble_rank(const struct queue_row *row, const struct instant *now);

/* Its dead-letter queue grows, or history says so: messages of this queue fail for good. */
bool trouble_is_failing(const struct queue_row *row, const struct instant *now);
