/* Made-up bodies that read like those of a shop. */
#pragma once

#include "tests/sim/world/content.h"
#include "tests/sim/world/random.h"

#include <stdio.h>

enum sample_kind {
    SAMPLE_ORDER,
    SAMPLE_BAD_ORDER, /* what an order looks like that no consumer can digest */
    SAMPLE_EMAIL,
    SAMPLE_INVOICE,
    SAMPLE_WEBHOOK,
    SAMPLE_IMAGE,
    SAMPLE_SEARCH,
    SAMPLE_AUDIT,
    SAMPLE_KINDS
};

/* One body of that kind; one reference. */
struct content *samples_make(enum sample_kind kind, struct sim_random *r);

/* The oddity of that name (tests/sim/README.md); NULL: none. */
struct content *samples_find(const char *name);
void samples_print_index(FILE *f);

/* The i-th of a set with every content type, and hostile text; NULL past the end. */
struct content *samples_pick(size_t i);
