/* Which queue is measured next.  Pure, but for whose turn it is.
 *
 * Queues are in three classes, each of which has its part of the requests: what is looked at (the
 * selected and the open queue), what is in sight, and the rest.  A class that has nothing due gives
 * its part to the others, so each gets at least its own. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum schedule_class { SCHEDULE_FOCUS, SCHEDULE_SIGHT, SCHEDULE_REST, SCHEDULE_CLASSES };

struct schedule_queue {
    size_t place; /* the caller's */
    enum schedule_class class;
    int64_t due_mono_ms;   /* not before */
    int64_t asked_mono_ms; /* when it was last asked about; -1: never, which comes first */
    double weight;         /* of the rest: how fast its turn comes; 1 as others, more than 0 */
};

struct schedule {
    double turn[SCHEDULE_CLASSES]; /* what each class has had, in units of its part */
};

/* The index of the queue that is next; SIZE_MAX: none is due, and *due_mono_ms is when the first
 * one will be (INT64_MAX: never). */
size_t schedule_pick(struct schedule *s, const struct schedule_queue *items, size_t n,
                     int64_t now_mono_ms, int64_t *due_mono_ms);

/* The part of the requests that a class is sure of, 0 to 1. */
double schedule_part(enum schedule_class class);
