/* The account that --demo shows: queues of a shop, each in a state that an engineer on call meets.
 */
#pragma once

#include "tests/sim/world/traffic.h"

#include <stdio.h>

void demo_print_index(FILE *f);

/* Adds the queues, what is in them now, what goes in and out of them, and how it was in the last
 * hours. */
void demo_start(struct world *w);
