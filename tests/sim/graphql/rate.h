/* How many requests each credential may send to the analytics: a window of 300 s of its own for
 * each, apart from that of the rest of the API. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GQL_WINDOWS = 32 };

struct gql_window {
    int64_t since_ms;
    int64_t used;
};

struct gql_rates {
    struct gql_window windows[GQL_WINDOWS];
};

/* Counts one request of whoever has that window; false: there were limit already (0: no limit). */
bool gql_rate_count(struct gql_rates *r, size_t window, int64_t limit, int64_t now);
