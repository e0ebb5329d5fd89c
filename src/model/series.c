#include "model/series.h"

#include "base/memory/mem.h"

#include <stdlib.h>

enum { MIN_RATE_SPAN_MS = 4000 };

void series_free(struct series *s)
{
    free(s->ring);
    *s = (struct series){0};
}

const struct sample *series_at(const struct series *s, size_t i)
{
    return &s->ring[(s->start + i) % SERIES_MAX];
}

void series_add(struct series *s, int64_t mono_ms, int64_t count)
{
    if (s->n && mono_ms < series_at(s, s->n - 1)->mono_ms)
        return;
    if (s->n < SERIES_MAX) {
        MEM_GROW(s->ring, s->n);
    } else {
        s->start = (s->start + 1) % SERIES_MAX;
        s->n--;
    }
    s->ring[(s->start + s->n) % SERIES_MAX] = (struct sample){mono_ms, count};
    s->n++;
}

bool series_rate(const struct series *s, int64_t now_ms, int64_t window_ms, int64_t *per_min)
{
    const struct sample *last, *first = NULL;
    int64_t span;

    if (s->n < 2)
        return false;
    last = series_at(s, s->n - 1);
    for (size_t i = 0; i < s->n && !first; i++)
        if (series_at(s, i)->mono_ms >= now_ms - window_ms)
            first = series_at(s, i);
    if (!first || last->mono_ms - first->mono_ms < MIN_RATE_SPAN_MS)
        return false;
    span = last->mono_ms - first->mono_ms;
    *per_min = (int64_t)((double)(last->count - first->count) * 60000.0 / (double)span);
    return true;
}
