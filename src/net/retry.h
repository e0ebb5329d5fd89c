/* What is tried again, and when.  Pure: time and chance are arguments. */
#pragma once

#include "api/request/operation.h"
#include "base/failure/err.h"

enum { RETRY_TRIES = 4, RETRY_WAIT_MAX_S = 60 };

/* The delay in ms before the next try of op, or -1: not to be tried again.
 *
 * tries have been made, the last failed with err.  Tried again is only what changes nothing on the
 * server, after no answer (unless lasting: such as a certificate that is not trusted), 408, 429 and
 * 5xx.  Not what streams: there is an ordinary way, and who watches knows when to ask anew.  Not
 * 409: that is a paused queue.  Not 429 that waiting does not cure: queue full, disabled, free plan
 * used up; nor the 429 of GraphQL, which stands for 5 minutes.  Backoff with full jitter: uniform
 * in 0 .. base_ms * 2^(tries - 1), no less than Retry-After; one over RETRY_WAIT_MAX_S is a failure
 * at once, so that a person learns of it.
 */
int64_t retry_find_delay(enum op op, const struct error *err, bool lasting, int tries,
                         int64_t base_ms, uint32_t chance);

/* Retry-After: seconds, or a date (IMF-fixdate) against now.  -1: neither; at most a day. */
int retry_parse_after(const char *text, int64_t now_wall_ms);
