#include "model/id_map.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a: ids are short and come from the server the user asked for. */
uint64_t id_hash(const char *id)
{
    uint64_t h = 14695981039346656037u;

    for (; *id; id++)
        h = (h ^ (unsigned char)*id) * 1099511628211u;
    return h;
}

static struct id_entry *find(const struct id_map *m, const char *id)
{
    size_t i = (size_t)id_hash(id) & (m->size - 1);

    while (m->slots[i].value && strcmp(m->slots[i].id, id) != 0)
        i = (i + 1) & (m->size - 1);
    return &m->slots[i];
}

void *id_map_get(const struct id_map *m, const char *id)
{
    return m->size ? find(m, id)->value : NULL;
}

static void grow(struct id_map *m)
{
    struct id_map wide = {.size = m->size ? m->size * 2 : 64};

    wide.slots = mem_new(wide.size, sizeof(*wide.slots));
    wide.n = m->n;
    for (size_t i = 0; i < m->size; i++)
        if (m->slots[i].value)
            *find(&wide, m->slots[i].id) = m->slots[i];
    free(m->slots);
    *m = wide;
}

void id_map_put(struct id_map *m, const char *id, void *value)
{
    struct id_entry *entry;

    if (m->n * 2 >= m->size)
        grow(m);
    entry = find(m, id);
    if (!entry->value)
        m->n++;
    snprintf(entry->id, sizeof(entry->id), "%s", id);
    entry->value = value;
}

void id_map_free(struct id_map *m)
{
    free(m->slots);
    *m = (struct id_map){0};
}
