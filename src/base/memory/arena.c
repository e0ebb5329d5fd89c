#include "base/memory/arena.h"

#include "base/failure/die.h"
#include "base/memory/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

enum { BLOCK_BYTES = 2048 };

static void add_block(struct arena *a, size_t need)
{
    size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
    struct arena_block *block = mem_new(1, sizeof(*block) + size);

    block->size = size;
    block->next = a->blocks;
    a->blocks = block;
    a->used = 0;
    a->total += sizeof(*block) + size;
}

static void *take(struct arena *a, size_t n, size_t align)
{
    size_t start = (a->used + align - 1) & ~(align - 1);

    if (n > SIZE_MAX / 2)
        die_now("out of memory");
    if (!a->blocks || start > a->blocks->size || n > a->blocks->size - start) {
        add_block(a, n);
        start = 0;
    }
    a->used = start + n;
    return a->blocks->bytes + start;
}

void *arena_new(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        die_now("out of memory");
    return take(a, n * size, alignof(max_align_t));
}

char *arena_copy(struct arena *a, const void *bytes, size_t n)
{
    char *copy = take(a, n + 1, 1);

    if (n)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

void arena_free(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;

        free(a->blocks);
        a->blocks = next;
    }
    *a = (struct arena){0};
}
