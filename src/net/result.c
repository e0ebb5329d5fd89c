#include "net/result.h"

#include <string.h>

static bool decode_messages(const struct call *call, struct answer *a, struct event *e,
                            struct error *err)
{
    bool pull = call->op == OP_PULL;
    struct batch *b = decode_batch(a, pull ? BATCH_PULL : BATCH_PEEK, call->keep_json, err);

    if (!b)
        return false;
    memcpy(b->queue_id, call->queue_id, ID_BYTES);
    b->asked = e->sent;
    b->received = e->received;
    b->batch_size = call->batch_size;
    b->lease_ms = pull ? call->visibility_timeout_ms : 0;
    e->u.batch = b;
    return true;
}

bool result_decode(const struct call *call, struct answer *a, struct event *e, struct error *err)
{
    char **json = call->keep_json ? &e->json : NULL;

    switch (call->op) {
    case OP_ACCOUNTS: return (e->u.accounts = decode_accounts(a, err));
    case OP_QUEUES: return (e->u.page = decode_queues(a, call->keep_json, err));
    case OP_QUEUE: return (e->u.page = decode_queue(a, call->keep_json, err));
    case OP_METRICS: return decode_metrics(a, &e->u.metrics, json, err);
    case OP_PEEK:
    case OP_PULL: return decode_messages(call, a, e, err);
    case OP_ACK: return (e->u.ack = decode_ack(a, json, err));
    case OP_PURGE: return (e->u.purge = decode_purge(a, json, err));
    case OP_EXTEND: return (e->u.extend = decode_extend(a, json, err));
    case OP_COUNT: break;
    }
    return error_set(err, ERR_USAGE, "no such operation");
}
