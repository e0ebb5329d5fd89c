#include "tests/sim/graphql/sampling.h"

#include "tests/sim/world/random.h"

enum { ONE_BY_ONE = 512, THOUSANDTHS = 1000, MEAN_SPREAD = 40 /* thousandths at most */ };

static int64_t find_root(int64_t n)
{
    int64_t root = n, next = (n + 1) / 2;

    while (next < root) {
        root = next;
        next = (root + n / root) / 2;
    }
    return root;
}

/* How many of n are kept: few are thrown for one by one, of many it is their mean and up to two
 * standard deviations. */
static int64_t count_kept(struct sim_random *r, int64_t n, int64_t interval)
{
    int64_t kept = 0, spread;

    if (n <= ONE_BY_ONE) {
        while (n-- > 0)
            kept += random_next(r) % (uint64_t)interval == 0;
        return kept;
    }
    spread = 2 * find_root(n / interval) + 1;
    return n / interval - spread + (int64_t)(random_next(r) % (uint64_t)(2 * spread + 1));
}

bool gql_sample_sum(struct history_sum *sum, int64_t interval, uint64_t salt)
{
    struct sim_random r = {.state = salt};
    int64_t n = sum->count, estimate;

    if (interval <= 1)
        return true;
    estimate = count_kept(&r, n, interval) * interval;
    if (estimate <= 0)
        return false;
    sum->count = estimate;
    sum->billable = sum->billable * estimate / n;
    sum->bytes = sum->bytes * estimate / n;
    sum->lag_ms = sum->lag_ms * estimate / n;
    sum->retries = sum->retries * estimate / n;
    return true;
}

double gql_sample_mean(int64_t interval, uint64_t salt)
{
    struct sim_random r = {.state = salt};
    int64_t off = (int64_t)random_below(&r, 2 * MEAN_SPREAD + 1) - MEAN_SPREAD;

    return interval <= 1 ? 1 : 1 + (double)off / THOUSANDTHS;
}

bool gql_sample_misses(int64_t percent, uint64_t salt)
{
    struct sim_random r = {.state = salt};

    return percent > 0 && random_below(&r, 100) < (uint32_t)percent;
}
