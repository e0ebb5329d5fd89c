/* For tests of what reads n bytes: nothing that could be read is behind them, so that
 * AddressSanitizer ends what goes on. */
#pragma once

#include <stdlib.h>
#include <string.h>

/* A copy of the n bytes; the caller's. */
static inline char *exact_copy(const char *s, size_t n)
{
    char *copy = malloc(n);

    if (n)
        memcpy(copy, s, n);
    return copy;
}
