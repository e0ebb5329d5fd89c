/* A handful of measurements of one thing. */
#pragma once

#include <stddef.h>

enum { SAMPLE_MAX = 1000 };

struct sample {
    double items[SAMPLE_MAX];
    size_t n;
};

/* Beyond SAMPLE_MAX nothing is kept. */
void sample_put(struct sample *s, double value);

/* The value that the given part of them does not exceed; 0.5: the median.  NAN without any. */
double sample_at_part(struct sample *s, double part);
double sample_median(struct sample *s);
