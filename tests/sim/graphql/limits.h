/* What an account may ask: holds each dataset of a query against the settings. */
#pragma once

#include "tests/sim/graphql/query.h"

/* Each dataset that is refused is failed, with the reason among the query's failures.  false: the
 * whole query is. */
bool gql_limits_check(struct gql_query *q, int64_t now);

/* Fails one dataset, for account; the failure, to be filled further. */
struct gql_failure *gql_limits_fail(struct gql_query *q, struct gql_node *node,
                                    enum gql_error_id id);
