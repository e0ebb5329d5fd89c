#include "body/compare/comparison.h"

#include "base/memory/mem.h"

#include <stdlib.h>

struct difference *comparison_add(struct comparison *c, enum difference_kind kind)
{
    if (c->n == COMPARE_MOST) {
        c->more++;
        return NULL;
    }
    MEM_GROW(c->items, c->n);
    c->items[c->n] = (struct difference){.kind = kind};
    return &c->items[c->n++];
}

void comparison_free(struct comparison *c)
{
    free(c->items);
    arena_free(&c->arena);
    *c = (struct comparison){.n = 0};
}
