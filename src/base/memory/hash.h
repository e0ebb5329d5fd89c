/* Hashes of bytes, and tables of indexes found by them.
 *
 * A hash with a fixed seed tells what is the same, in every run alike.  A table whose keys are
 * OUTSIDE bytes has a seed made from hash_secret(): then nobody can make keys that all fall into
 * one slot. */
#pragma once

#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n);

/* Of a and b in this order. */
uint64_t hash_mix(uint64_t a, uint64_t b);

/* A number that nobody outside knows, the same for as long as the program runs.  Any thread. */
uint64_t hash_secret(void);

#define HASH_NONE UINT32_MAX

/* Indexes of what the owner keeps elsewhere; one is never taken out. */
struct hash_table {
    uint32_t *slots; /* HASH_NONE: free */
    size_t size;     /* a power of two */
};

/* For at most n indexes; free with free(). */
struct hash_table hash_table_make(size_t n);

/* The places where hash may stand, one after the other: a free one ends them. */
static inline uint32_t *hash_first(const struct hash_table *t, uint64_t hash)
{
    return &t->slots[hash & (t->size - 1)];
}

static inline uint32_t *hash_next(const struct hash_table *t, const uint32_t *slot)
{
    return &t->slots[((size_t)(slot - t->slots) + 1) & (t->size - 1)];
}
