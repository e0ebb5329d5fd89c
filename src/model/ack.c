#include "model/ack.h"

#include <stdlib.h>

struct string_map warnings_map(struct warning *warnings, size_t n)
{
    struct string_map map = {0};

    while (n-- > 0)
        string_map_put(&map, warnings[n].handle, &warnings[n]);
    return map;
}

const char *warning_find(const struct string_map *warnings, const char *handle)
{
    const struct warning *w = string_map_get(warnings, handle);

    return !w ? NULL : w->text[0] ? w->text : "the server gives no reason";
}

void ack_result_free(struct ack_result *r)
{
    if (!r)
        return;
    arena_free(&r->arena);
    free(r);
}

void extend_result_free(struct extend_result *r)
{
    if (!r)
        return;
    arena_free(&r->arena);
    free(r);
}

void purge_result_free(struct purge_result *r)
{
    if (!r)
        return;
    arena_free(&r->arena);
    free(r);
}
