#include "tests/bench/sample.h"

#include <math.h>
#include <stdlib.h>

void sample_put(struct sample *s, double value)
{
    if (s->n < SAMPLE_MAX)
        s->items[s->n++] = value;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double sample_at_part(struct sample *s, double part)
{
    size_t i = (size_t)((double)s->n * part);

    if (s->n == 0)
        return NAN;
    qsort(s->items, s->n, sizeof(s->items[0]), compare);
    return s->items[i < s->n ? i : s->n - 1];
}

double sample_median(struct sample *s)
{
    return sample_at_part(s, 0.5);
}
