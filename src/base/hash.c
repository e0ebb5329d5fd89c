#include "base/hash.h"

#include "base/mem.h"

#include <string.h>

static uint64_t stir(uint64_t h)
{
    h = (h ^ h >> 32) * 0x9fb21c651e98df25u;
    h = (h ^ h >> 29) * 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

uint64_t hash_mix(uint64_t a, uint64_t b)
{
    return stir((a * 0x9e3779b97f4a7c15u) ^ (b + 0x632be59bd9b4e019u));
}

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n)
{
    const char *s = bytes;
    uint64_t h = hash_mix(seed, n), part;

    for (; n >= sizeof(part); n -= sizeof(part), s += sizeof(part)) {
        memcpy(&part, s, sizeof(part));
        h = (h ^ part) * 0x9fb21c651e98df25u;
        h ^= h >> 35;
    }
    part = 0;
    if (n)
        memcpy(&part, s, n);
    return stir(h ^ part);
}

struct hash_table hash_table_make(size_t n)
{
    struct hash_table t = {.size = 16};

    while (t.size < 2 * n)
        t.size *= 2;
    t.slots = mem_new(t.size, sizeof(*t.slots));
    memset(t.slots, 0xff, t.size * sizeof(*t.slots));
    return t;
}
