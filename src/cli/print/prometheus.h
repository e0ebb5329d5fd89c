/* What was measured of queues, in the text format of Prometheus: families one after the other, HELP
 * and TYPE once each, a sample for each queue of which the number is known.  Pure. */
#pragma once

#include "cli/print/measured.h"

/* False: past the cap of out. */
bool prometheus_append(struct buf *out, const struct measured *items, size_t n);
