#include "model/ack.h"

#include <stdlib.h>
#include <string.h>

const char *warning_find(const struct warning *warnings, size_t n, const char *handle)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(warnings[i].handle, handle))
            return warnings[i].text[0] ? warnings[i].text : "the server gives no reason";
    return NULL;
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
