/* The operations of the Queues REST API that cfqtop uses, and one call of one of them as data.
 *
 * operation_get() is the table: method, path, whether the call changes the server (then it is never
 * repeated by itself), and the permission it needs.  A struct call owns its handles. */
#ifndef API_OPERATION_H
#define API_OPERATION_H

#include "base/buf.h"
#include "base/err.h"
#include "model/queue.h"

#include <stdbool.h>
#include <stdint.h>

enum op {
    OP_ACCOUNTS,
    OP_QUEUES,
    OP_QUEUE,
    OP_METRICS,
    OP_PEEK,
    OP_PULL,
    OP_ACK,
    OP_PURGE,
    OP_EXTEND,
    OP_COUNT
};

struct operation {
    const char *name;       /* "pull" */
    const char *method;     /* "POST" */
    const char *path;       /* "/accounts/{account}/queues/{queue}/messages/pull" */
    bool changes_server;    /* peek is a POST that changes nothing */
    const char *permission; /* "Queues Write": what a 403 lacks */
    int64_t per_page;       /* rows asked for where the call does not say; 0: not a list */
};

const struct operation *operation_get(enum op op);

/* A message that a call is about: a lease, or the ref of a peek. */
struct handle {
    char *id;        /* owned */
    bool retry;      /* OP_ACK: back into the queue, not acknowledged */
    int64_t delay_s; /* of a retry; 0: at once */
};

struct call {
    enum op op;
    char account_id[ID_BYTES]; /* "" for OP_ACCOUNTS */
    char queue_id[ID_BYTES];
    int64_t page;     /* of a list; 0: the first.  OP_QUEUES: net/ sets it and fetches all pages */
    int64_t per_page; /* of a list; 0: the operation's own */
    int64_t batch_size;            /* OP_PEEK, OP_PULL: always sent */
    int64_t visibility_timeout_ms; /* OP_PULL, OP_EXTEND: always sent */
    struct handle *handles;        /* what OP_ACK, OP_EXTEND and OP_PURGE are about; owned */
    size_t n_handles;
    bool keep_json; /* keep items as the API wrote them, for --json */
};

void call_free(struct call *c); /* frees what it owns, not c */

/* Adds one lease, or ref, to what the call is about; it is copied.  With OP_ACK: to be
 * acknowledged, or to be retried. */
void call_add(struct call *c, const char *handle);
void call_add_retry(struct call *c, const char *lease_id, int64_t delay_s);

/* 1 to 32 characters of [A-Za-z0-9_-], checked before an id reaches a URL. */
bool operation_check_id(const char *id);

/* Appends path and query to url, and the JSON body (empty for GET) to body.  false with err
 * (ERR_USAGE) when an id is not fit for a URL, a lease or ref is not UTF-8, or a buffer is full. */
bool operation_build(const struct call *c, struct buf *url, struct buf *body, struct error *err);

#endif
