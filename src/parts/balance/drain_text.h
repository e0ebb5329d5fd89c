/* The verdict of drain.h in words: its numbers, and why it is that, with what it rests on.  Pure.
 */
#pragma once

#include "base/text/format.h"
#include "base/text/sentences.h"
#include "parts/queues/drain.h"

/* "45s", "35m", "5h", "3d". */
const char *drain_print_span(struct format *out, double s);

/* "28-48m", "1-3m": in the unit of what is longer, and no narrower than it is. */
const char *drain_print_range(struct format *out, double low_s, double high_s);

/* "1h44m: oldest 13d22h, retention 14d".  false: not known. */
bool drain_print_loss(char *out, size_t size, const struct queue_row *row, const struct drain *d,
                      int64_t now_wall_ms);

/* Why it is this verdict; each sentence says how old its numbers are. */
void drain_explain(const struct queue_row *row, const struct instant *now, struct sentences *out);
