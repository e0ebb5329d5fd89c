/* What a seed says of a queue's life: its traffic from now on, and its past (README.md has the
 * forms).  Unknown keys are refused: a test that misspells one would test nothing. */
#pragma once

#include "tests/sim/world/world.h"

#include <jansson.h>

/* Takes over "traffic" and "history" of from; a static text that says what is wrong, or NULL. */
const char *seed_life(struct world *w, struct sim_queue *q, const json_t *from);

/* "history" alone, for queues that are generated. */
const char *seed_history(struct world *w, struct sim_queue *q, const json_t *history);
