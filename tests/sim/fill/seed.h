/* Queues, consumers and messages from JSON: POST /__sim/seed (its form is in README.md), and the
 * consumer endpoints. */
#pragma once

#include "tests/sim/world/world.h"

#include <jansson.h>

#include <stdio.h>

/* false with a reason (static text) when something in seed is not as README.md says; what came
 * before it stays. */
bool seed_apply(struct world *w, const json_t *seed, const char **reason);

/* The account of tests/sim/seeds/NAME.json, instead of what is there. */
bool seed_apply_named(struct world *w, const char *name, const char **reason);

void seed_print_index(FILE *f);

/* A consumer from the API's own form; NULL (nothing added) when its settings are out of bounds. */
struct sim_consumer *seed_add_consumer(struct world *w, struct sim_queue *q, const json_t *from);

/* Takes over what from says; false, with c as it was, when it is out of bounds. */
bool seed_set_consumer(struct sim_consumer *c, const json_t *from);

/* A body of exactly n bytes (malloc'd), valid for its type ("json", "text", else bytes). */
char *seed_make_body(const char *type, size_t n, uint64_t seed);
