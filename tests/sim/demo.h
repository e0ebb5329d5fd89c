/* The account that --demo shows. */
#ifndef SIM_DEMO_H
#define SIM_DEMO_H

#include "tests/sim/world.h"

/* Adds its queues and what is in them now. */
void demo_fill(struct world *w, int64_t now);

#endif
