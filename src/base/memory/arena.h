/* Many small objects that live and die together: one decoded response.
 *
 * The arena owns every byte it hands out; arena_free() releases them all.  Pointers stay valid
 * until then.  A zeroed struct is an empty arena. */
#pragma once

#include <stddef.h>

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes used of the newest block */
    size_t total;               /* bytes allocated in all */
};

/* Zeroed memory for n items of size bytes, aligned for any type. */
void *arena_new(struct arena *a, size_t n, size_t size);

/* A copy of n bytes with a NUL behind them. */
char *arena_copy(struct arena *a, const void *bytes, size_t n);

void arena_free(struct arena *a);
