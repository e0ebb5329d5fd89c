/* POST /graphql: the analytics of queues, on the same account as the rest of the API.
 *
 * It has credentials, a rate limit and errors of its own: the route checks none of them. */
#pragma once

#include "tests/sim/api/api.h"

sim_handler api_graphql;
