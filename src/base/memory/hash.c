#include "base/memory/hash.h"

#include "base/memory/mem.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

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

static uint64_t turn(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = turn(v[1], 13) ^ v[0];
    v[3] = turn(v[3], 16) ^ v[2];
    v[0] = turn(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = turn(v[1], 17) ^ v[2];
    v[3] = turn(v[3], 21) ^ v[0];
    v[2] = turn(v[2], 32);
}

static void take_in(uint64_t v[4], uint64_t part)
{
    v[3] ^= part;
    sip_round(v);
    v[0] ^= part;
}

/* SipHash-1-3 (Aumasson, Bernstein), with the length in the key. */
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n)
{
    const char *s = bytes;
    uint64_t key = hash_mix(seed, n), part;
    uint64_t v[4] = {key ^ 0x736f6d6570736575u, stir(~key) ^ 0x646f72616e646f6du,
                     key ^ 0x6c7967656e657261u, stir(~key) ^ 0x7465646279746573u};

    for (; n >= sizeof(part); n -= sizeof(part), s += sizeof(part)) {
        memcpy(&part, s, sizeof(part));
        take_in(v, part);
    }
    part = 0;
    if (n)
        memcpy(&part, s, n);
    take_in(v, part);
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t hash_secret(void)
{
    static _Atomic uint64_t secret;
    uint64_t fresh = (uint64_t)(uintptr_t)&fresh, none = 0;

    if (!secret) {
        (void)!getentropy(&fresh, sizeof(fresh)); /* else where the stack is: not known either */
        atomic_compare_exchange_strong(&secret, &none, fresh | 1);
    }
    return secret;
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
