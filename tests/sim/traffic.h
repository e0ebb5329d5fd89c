/* The living account of --demo: producers and consumers at work, moved on by the clock alone.
 *
 * Nothing runs between requests: traffic_advance() makes up for the time since the last one. */
#pragma once

#include "tests/sim/world.h"

struct traffic;

/* Fills the account (see demo.h) and remembers who sends and takes what. */
struct traffic *traffic_new(struct world *w);
void traffic_free(struct traffic *t); /* NULL is fine */

void traffic_advance(struct traffic *t, struct world *w, int64_t now);
