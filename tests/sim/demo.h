/* The account that --demo shows: queues of a shop, each in a state that an engineer on call meets.
 */
#pragma once

#include "tests/sim/samples.h"
#include "tests/sim/world.h"

#include <stdio.h>

/* What goes in and out of a queue while the demo runs.  Rates are per minute. */
struct demo_flow {
    const char *queue;
    enum sample_kind kind;
    int made;
    int taken;
    int swing_percent; /* how far both rates go up and down */
    int period_s;      /* of that */
    int burst;         /* messages made at once, every burst_s */
    int burst_s;
    int bad_permille; /* of those made */
};

extern const struct demo_flow demo_flows[];
extern const size_t demo_n_flows;

/* The messages of each kind that the demo uses again and again, in turn. */
struct demo_pool {
    struct content *items[256];
    size_t next;
};

void demo_pool_init(struct demo_pool *p, enum sample_kind kind, uint64_t seed);
void demo_pool_free(struct demo_pool *p);

/* The next one; one reference. */
struct content *demo_pool_take(struct demo_pool *p);

void demo_print_index(FILE *f);

/* Adds the queues and what is in them now; pools has SAMPLE_KINDS of them. */
void demo_fill(struct world *w, struct demo_pool *pools, int64_t now);
