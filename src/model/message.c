#include "model/message.h"

#include <stdlib.h>

void batch_free(struct batch *b)
{
    if (!b)
        return;
    arena_free(&b->arena);
    free(b->bytes);
    free(b);
}
