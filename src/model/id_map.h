/* A map from ids (see ID_BYTES) to pointers; entries are never removed one by one.
 *
 * A zeroed struct is an empty map.  The caller owns what the pointers point to. */
#ifndef MODEL_ID_MAP_H
#define MODEL_ID_MAP_H

#include "model/queue.h"

struct id_entry {
    char id[ID_BYTES];
    void *value; /* NULL: free slot */
};

struct id_map {
    struct id_entry *slots;
    size_t size; /* a power of two */
    size_t n;
};

uint64_t id_hash(const char *id);

void *id_map_get(const struct id_map *m, const char *id); /* NULL: not there */
void id_map_put(struct id_map *m, const char *id, void *value);
void id_map_free(struct id_map *m);

#endif
