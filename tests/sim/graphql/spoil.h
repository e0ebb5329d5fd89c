/* An answer of the analytics made a failure by a test (faults.h). */
#pragma once

#include "tests/sim/http/reply.h"

/* Puts the error of that name (errors.def), or with name "" one with that message, into the answer
 * r; what the query calls at becomes null, or with at "" all of data. */
void gql_spoil(const struct world *w, const char *name, const char *message, const char *at,
               struct sim_reply *r);
