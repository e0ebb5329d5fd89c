#include "net/protocol.h"

#include "base/memory/mem.h"

#include <stdlib.h>

struct request *request_new(enum req_kind kind, uint64_t id)
{
    struct request *r = mem_new(1, sizeof(*r));

    r->kind = kind;
    r->id = id;
    return r;
}

void request_free(struct request *r)
{
    if (!r)
        return;
    call_free(&r->call);
    free(r);
}

void event_free(struct event *e)
{
    if (!e)
        return;
    result_free(operation_get(e->op)->result, &e->u);
    free(e->json);
    free(e);
}
