#include "tests/sim/world/random.h"

/* splitmix64 */
uint64_t random_next(struct sim_random *r)
{
    uint64_t z = (r->state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint32_t random_below(struct sim_random *r, uint32_t n)
{
    return (uint32_t)(random_next(r) >> 32) % n;
}

uint64_t random_mix(uint64_t a, uint64_t b)
{
    struct sim_random r = {.state = a};

    r.state = random_next(&r) ^ b;
    return random_next(&r);
}

void random_hex(char *out, size_t digits, uint64_t x)
{
    struct sim_random r = {.state = x};
    uint64_t bits = 0;

    for (size_t i = 0; i < digits; i++) {
        if (i % 16 == 0)
            bits = random_next(&r);
        out[i] = "0123456789abcdef"[bits & 15];
        bits >>= 4;
    }
    out[digits] = '\0';
}
