/* What the API's rate-limit headers say.  Pure; the values are OUTSIDE bytes, read strictly.
 *
 *   Ratelimit: "default";r=50;t=30          50 requests left, 30 s to the next window
 *   Ratelimit-Policy: "default";q=1200;w=300    1,200 requests in 300 s
 * Lists of these are possible (changelog of 2025-09-03).  Of several the one with the fewest
 * requests left counts, and the policy of its name. */
#pragma once

#include "net/protocol.h"

/* NULL: the answer had no such header.  What is not said is -1. */
void rate_parse(struct rate *out, const char *ratelimit, const char *policy);
