/* Answers as adaptive sampling makes them: one of interval events was kept, and counts for all. */
#pragma once

#include "tests/sim/history/history.h"

/* What sampling with that interval would have made of sum; false: none of it was kept.  The same
 * salt gives the same. */
bool gql_sample_sum(struct history_sum *sum, int64_t interval, uint64_t salt);

/* A factor near 1 for a mean. */
double gql_sample_mean(int64_t interval, uint64_t salt);

/* true for so many percent of all salts. */
bool gql_sample_misses(int64_t percent, uint64_t salt);
