/* What of a queue is an amount that filters and alerts compare, and whether it is known now.  Pure.
 *
 * What was measured holds for QUEUE_AMOUNTS_HOLD_MS; so does a trend from its newest sample on. */
#pragma once

#include "base/os/clock.h"
#include "parts/queues/drain.h"

enum { QUEUE_AMOUNTS_HOLD_MS = 300000 };

/* The queue was measured, and that holds still. */
bool queue_amounts_are_fresh(const struct queue_row *row, const struct instant *now);

/* So is the trend that d tells of. */
bool queue_amounts_trend_holds(const struct drain *d);

/* false: not known. */
bool queue_amounts_backlog(const struct queue_row *row, const struct instant *now, int64_t *n);
bool queue_amounts_size(const struct queue_row *row, const struct instant *now, int64_t *bytes);

/* Of the oldest message; where there is none, nothing is old. */
bool queue_amounts_age(const struct queue_row *row, const struct instant *now, int64_t *ms);

/* Messages that the backlog becomes more in an hour, below 0 less. */
bool queue_amounts_growth(const struct queue_row *row, const struct instant *now, int64_t *n);

/* Until the first message is lost; INT64_MAX: none will be, as it drains before. */
bool queue_amounts_loss(const struct queue_row *row, const struct instant *now, int64_t *ms);

/* Messages that fail for good in an hour: where any do, 1 at least. */
bool queue_amounts_dead(const struct queue_row *row, const struct instant *now, int64_t *n);
