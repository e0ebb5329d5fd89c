#include "model/series.h"

#include "base/memory/mem.h"

#include <stdlib.h>

void series_free(struct series *s)
{
    free(s->ring);
    *s = (struct series){0};
}

const struct sample *series_at(const struct series *s, size_t i)
{
    return &s->ring[(s->start + i) % SERIES_MAX];
}

void series_add(struct series *s, const struct sample *sample)
{
    if (s->n && sample->mono_ms < series_at(s, s->n - 1)->mono_ms)
        return;
    if (s->n < SERIES_MAX) {
        MEM_GROW(s->ring, s->n);
    } else {
        s->start = (s->start + 1) % SERIES_MAX;
        s->n--;
    }
    s->ring[(s->start + s->n) % SERIES_MAX] = *sample;
    s->n++;
}
