#include "net/protocol.h"

#include "base/mem.h"

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

static void free_result(struct event *e)
{
    switch (e->op) {
    case OP_ACCOUNTS: account_list_free(e->u.accounts); break;
    case OP_QUEUES:
    case OP_QUEUE: queue_page_free(e->u.page); break;
    case OP_PEEK:
    case OP_PULL: batch_free(e->u.batch); break;
    case OP_ACK: ack_result_free(e->u.ack); break;
    case OP_PURGE: purge_result_free(e->u.purge); break;
    case OP_EXTEND: extend_result_free(e->u.extend); break;
    case OP_METRICS: /* a plain value */
    case OP_COUNT: break;
    }
}

void event_free(struct event *e)
{
    if (!e)
        return;
    if (e->kind == EV_PAGE || e->kind == EV_DONE)
        free_result(e);
    free(e->json);
    free(e);
}
