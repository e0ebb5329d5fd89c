/* Will it drain?  What backlog, its change over the last minute and the consumers say of a queue.
 * Pure. */
#pragma once

#include "parts/list/queue_row.h"

enum drain_kind {
    DRAIN_UNKNOWN,   /* not measured for long enough */
    DRAIN_EMPTY,     /* nothing is left */
    DRAIN_ETA,       /* empty in eta_ms, if it goes on like this */
    DRAIN_STEADY,    /* neither grows nor shrinks */
    DRAIN_NEVER,     /* grows */
    DRAIN_PULL_ONLY, /* does not shrink, and nobody is pushed to: somebody has to pull */
    DRAIN_NOBODY,    /* does not shrink and has no consumer */
    DRAIN_PAUSED,
    DRAIN_COUNT
};

struct drain {
    enum drain_kind kind;
    int64_t eta_ms; /* DRAIN_ETA; else 0 */
};

struct drain drain_find(const struct queue_row *row, int64_t now_mono_ms);

/* To sort by: the longer it takes the larger; -1: unknown. */
int64_t drain_rank(const struct drain *d);
