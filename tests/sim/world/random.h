/* Numbers that look random and are the same for the same seed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct sim_random {
    uint64_t state;
};

uint64_t random_next(struct sim_random *r);

/* 0 to n - 1; n > 0. */
uint32_t random_below(struct sim_random *r, uint32_t n);

/* A number that is a function of a and b only. */
uint64_t random_mix(uint64_t a, uint64_t b);

/* Fills out with digits hex digits of x and what follows from it, and a NUL. */
void random_hex(char *out, size_t digits, uint64_t x);
