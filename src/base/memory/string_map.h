/* A map from strings to pointers.
 *
 * A zeroed struct is an empty map.  Keys are borrowed and stay as they are while they are in the
 * map: mostly they live in their values.  Values are the caller's; none is NULL.  Keys may be
 * OUTSIDE: nobody can choose where they fall.
 *
 * The items are in the order in which they came, but that the last takes the place of one that is
 * removed: who goes through them from the end may remove the one he is at. */
#pragma once

#include "base/memory/hash.h"

struct string_item {
    const char *key;
    void *value;
    uint64_t hash;
};

struct string_map {
    struct string_item *items;
    size_t n;
    struct hash_table table;
};

void *string_map_get(const struct string_map *m, const char *key); /* NULL: not there */

/* Key and value take the place of those of an equal key; returns the former value, NULL: none. */
void *string_map_put(struct string_map *m, const char *key, void *value);

/* The value that was there, NULL: none. */
void *string_map_remove(struct string_map *m, const char *key);

/* Empties it; every value goes to free_value, NULL: they stay. */
void string_map_free(struct string_map *m, void (*free_value)(void *value));
