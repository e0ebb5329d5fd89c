/* The paths under /__sim, for tests: they move the clock, make faults, seed, and tell what was
 * seen (README.md has them all).  Only with --control; no credentials.  JSON both ways; 400
 * {"error":"..."} for what is not understood. */
#pragma once

#include "tests/sim/http/service.h"

#include <stdio.h>

void control_print_index(FILE *f);

/* Answers a request whose path begins with /__sim/.  *release is set when hanging answers are to go
 * on. */
void control_answer(struct service *s, struct sim_request *q, struct sim_reply *r, bool *release);
