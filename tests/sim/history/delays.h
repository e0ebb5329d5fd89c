/* How many messages of a queue are hidden by a delay: the times at which delays end, the next
 * first.
 *
 * A message that goes while it is delayed is counted to the end of its delay. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct delays {
    int64_t *until_ms; /* a heap */
    size_t n;
};

void delays_add(struct delays *d, int64_t until_ms);

/* Those that have not ended by now; the others are forgotten. */
size_t delays_count(struct delays *d, int64_t now);

void delays_free(struct delays *d);
