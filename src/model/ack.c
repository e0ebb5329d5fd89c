#include "model/ack.h"

#include <stdlib.h>

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
