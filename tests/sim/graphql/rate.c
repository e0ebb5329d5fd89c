#include "tests/sim/graphql/rate.h"

enum { WINDOW_MS = 300000 };

bool gql_rate_count(struct gql_rates *r, size_t window, int64_t limit, int64_t now)
{
    struct gql_window *w = &r->windows[window % GQL_WINDOWS];

    if (now - w->since_ms >= WINDOW_MS || now < w->since_ms)
        *w = (struct gql_window){.since_ms = now};
    w->used++;
    return limit == 0 || w->used <= limit;
}
