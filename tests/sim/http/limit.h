/* The rate limit: how many requests in a window of 300 s, counted always, refused only when
 * options.rate_limit says so. */
#pragma once

#include "tests/sim/world/world.h"

struct limit_state {
    int64_t quota;
    int64_t window_s;
    int64_t remaining;
    int64_t reset_s; /* rounded up */
};

/* Counts one request; false: over the limit. */
bool limit_count(struct world *w, int64_t now);

struct limit_state limit_read(const struct world *w, int64_t now);
