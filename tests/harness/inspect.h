/* The inspector on a seeded simulator: what most end-to-end tests start from. */
#pragma once

#include "tests/harness/net/sim.h"
#include "tests/harness/term/term.h"

#define INSPECT_SEED "usual" /* where a test asks for none */

struct inspect {
    struct sim *sim;
    struct term *term;
};

struct inspect_options {
    int cols, rows;          /* 0: 80x24 */
    const char *seed;        /* for sim_seed(); NULL: INSPECT_SEED */
    const char *const *args; /* of cfqtop, NULL-terminated; NULL: none */
    const char *const *env;  /* beyond base URL and token; NULL: none */
    const char *token;       /* NULL: SIM_TOKEN */
    const char *home;        /* as in struct term_options */
};

/* Starts both; a wait for the screen is the test's own. */
void inspect_start(struct inspect *i, const struct inspect_options *o);

/* Starts cfqtop on a simulator that runs already (i->sim). */
void inspect_start_term(struct inspect *i, const struct inspect_options *o);

/* Starts both, and waits for the five queues of INSPECT_SEED and what is in them. */
void inspect_start_queues(struct inspect *i, const struct inspect_options *o);
void inspect_wait_queues(struct inspect *i);

/* From there by keys: opens orders, the fourth by name. */
void inspect_open_orders(struct inspect *i);

/* Starts both and holds leases of all five messages of orders, for ten minutes. */
void inspect_start_pulled(struct inspect *i);

/* Ends both. */
void inspect_stop(struct inspect *i);

/* A cmocka teardown for tests that failed half-way. */
int inspect_stop_all(void **state);
