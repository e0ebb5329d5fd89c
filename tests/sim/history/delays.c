#include "tests/sim/history/delays.h"

#include "base/memory/mem.h"

#include <stdlib.h>

void delays_add(struct delays *d, int64_t until_ms)
{
    size_t i = d->n;

    MEM_GROW(d->until_ms, d->n);
    d->n++;
    for (; i > 0 && d->until_ms[(i - 1) / 2] > until_ms; i = (i - 1) / 2)
        d->until_ms[i] = d->until_ms[(i - 1) / 2];
    d->until_ms[i] = until_ms;
}

/* Takes the next one away. */
static void take(struct delays *d)
{
    int64_t last = d->until_ms[--d->n];
    size_t i = 0;

    for (size_t child = 1; child < d->n; child = 2 * i + 1) {
        if (child + 1 < d->n && d->until_ms[child + 1] < d->until_ms[child])
            child++;
        if (d->until_ms[child] >= last)
            break;
        d->until_ms[i] = d->until_ms[child];
        i = child;
    }
    d->until_ms[i] = last;
}

size_t delays_count(struct delays *d, int64_t now)
{
    while (d->n > 0 && d->until_ms[0] <= now)
        take(d);
    return d->n;
}

void delays_free(struct delays *d)
{
    free(d->until_ms);
    *d = (struct delays){.n = 0};
}
