#include "base/memory/string_map.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_key(const char *key)
{
    return hash_bytes(hash_secret(), key, strlen(key));
}

/* Where the key stands, or the free slot for it. */
static uint32_t *find(const struct string_map *m, const char *key, uint64_t hash)
{
    uint32_t *slot = hash_first(&m->table, hash);

    while (*slot != HASH_NONE &&
           (m->items[*slot].hash != hash || strcmp(m->items[*slot].key, key) != 0))
        slot = hash_next(&m->table, slot);
    return slot;
}

void *string_map_get(const struct string_map *m, const char *key)
{
    uint32_t *slot = m->n ? find(m, key, hash_key(key)) : NULL;

    return slot && *slot != HASH_NONE ? m->items[*slot].value : NULL;
}

static void grow(struct string_map *m)
{
    free(m->table.slots);
    m->table = hash_table_make(2 * (m->n + 1));
    for (size_t i = 0; i < m->n; i++) {
        uint32_t *slot = hash_first(&m->table, m->items[i].hash);

        while (*slot != HASH_NONE)
            slot = hash_next(&m->table, slot);
        *slot = (uint32_t)i;
    }
}

void *string_map_put(struct string_map *m, const char *key, void *value)
{
    uint64_t hash = hash_key(key);
    uint32_t *slot;
    void *former;

    if (2 * m->n >= m->table.size)
        grow(m);
    slot = find(m, key, hash);
    former = *slot != HASH_NONE ? m->items[*slot].value : NULL;
    if (!former) {
        MEM_GROW(m->items, m->n);
        *slot = (uint32_t)m->n++;
    }
    m->items[*slot] = (struct string_item){key, value, hash};
    return former;
}

/* Frees a slot: those behind it that it kept from their first place move up. */
static void clear(struct string_map *m, uint32_t *hole)
{
    size_t mask = m->table.size - 1;
    uint32_t *slot = hole;

    while (*(slot = hash_next(&m->table, slot)) != HASH_NONE) {
        size_t at = (size_t)(slot - m->table.slots), home = (size_t)m->items[*slot].hash;

        if (((at - home) & mask) < ((size_t)(slot - hole) & mask))
            continue;
        *hole = *slot;
        hole = slot;
    }
    *hole = HASH_NONE;
}

void *string_map_remove(struct string_map *m, const char *key)
{
    uint32_t *slot = m->n ? find(m, key, hash_key(key)) : NULL, *moved;
    struct string_item *item, *last;
    void *value;

    if (!slot || *slot == HASH_NONE)
        return NULL;
    item = &m->items[*slot];
    value = item->value;
    last = &m->items[--m->n];
    moved = hash_first(&m->table, last->hash);
    while (*moved != m->n)
        moved = hash_next(&m->table, moved);
    *moved = *slot;
    *item = *last;
    clear(m, slot);
    return value;
}

void string_map_free(struct string_map *m, void (*free_value)(void *value))
{
    for (size_t i = 0; free_value && i < m->n; i++)
        free_value(m->items[i].value);
    free(m->items);
    free(m->table.slots);
    *m = (struct string_map){0};
}
