/* What history says of a queue that was measured rarely, or not yet: its trend, its last hour, and
 * until a measurement comes its backlog.  Pure. */
#pragma once

#include "base/os/clock.h"
#include "model/history.h"
#include "parts/queues/queue_row.h"

/* Rows of minutes: all that they say.  Samples that were taken before count as they did. */
void queue_past_take(struct queue_stats *stats, const struct history_queue *h,
                     const struct instant *now);

/* Rows of any step, for the last hour alone. */
void queue_past_take_hour(struct queue_stats *stats, const struct history_queue *h,
                          enum history_step step);

/* What came and went is known, and no older than a trend may be (drain.h). */
bool queue_past_has_flow(const struct queue_stats *stats, int64_t now_wall_ms);
