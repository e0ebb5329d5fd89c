#include "parts/list/seen.h"

#include "base/mem.h"
#include "model/id_map.h"

#include <stdlib.h>
#include <string.h>

void seen_init(struct seen *s, size_t n)
{
    s->size = 16;
    while (s->size < 2 * n)
        s->size *= 2;
    s->slots = mem_new(s->size, sizeof(*s->slots));
}

void seen_free(struct seen *s)
{
    free(s->slots);
    *s = (struct seen){0};
}

/* Where id stands, or the free slot for it. */
static const char **find(const struct seen *s, const char *id)
{
    size_t i = (size_t)id_hash(id) & (s->size - 1);

    while (s->slots[i] && strcmp(s->slots[i], id) != 0)
        i = (i + 1) & (s->size - 1);
    return &s->slots[i];
}

bool seen_has(const struct seen *s, const char *id)
{
    return id[0] && *find(s, id);
}

void seen_add(struct seen *s, const char *id)
{
    if (id[0])
        *find(s, id) = id;
}
