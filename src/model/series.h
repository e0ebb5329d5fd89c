/* What was measured of one queue over time, newest last; the oldest fall out.
 *
 * A zeroed struct is an empty series.  Times are monotonic ms and only grow (an older sample than
 * the last is ignored: answers can overtake each other). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SERIES_MAX = 1800 }; /* one hour at the default interval of 2 s */

struct sample {
    int64_t mono_ms;
    int64_t count;     /* of the backlog */
    int64_t bytes;     /* of it; -1: not known */
    int64_t oldest_ms; /* Unix ms; -1: not known, or there is none */
};

struct series {
    struct sample *ring;
    size_t start; /* 0 until it is full */
    size_t n;
};

void series_free(struct series *s);
void series_add(struct series *s, const struct sample *sample);   /* it is copied */
const struct sample *series_at(const struct series *s, size_t i); /* 0 is the oldest */
