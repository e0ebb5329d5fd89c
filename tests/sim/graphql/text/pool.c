#include "tests/sim/graphql/text/pool.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

void *gql_pool_new(struct gql_pool *p, size_t n, size_t size)
{
    MEM_GROW(p->items, p->n);
    p->items[p->n] = mem_new(n > 0 ? n : 1, size);
    return p->items[p->n++];
}

char *gql_pool_copy(struct gql_pool *p, const char *s, size_t n)
{
    char *copy = gql_pool_new(p, n + 1, 1);

    memcpy(copy, s, n);
    return copy;
}

void *gql_pool_grow(struct gql_pool *p, void *items, size_t n, size_t size)
{
    char *grown;

    /* Room for twice as many wherever n is a power of two, as in mem_grow(). */
    if (n > 0 && (n & (n - 1)) != 0)
        return items;
    grown = gql_pool_new(p, n > 0 ? 2 * n : 1, size);
    if (n > 0)
        memcpy(grown, items, n * size);
    return grown;
}

void gql_pool_free(struct gql_pool *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->items[i]);
    free(p->items);
    *p = (struct gql_pool){.items = NULL};
}
