/* The operations of the API that cfqtop uses, and one call of one of them as data.
 *
 * operations.def is the table; whatever has to know how an operation is sent, what it changes or
 * what its answer holds asks operation_get().  A struct call owns its handles, queue ids and body.
 */
#pragma once

#include "api/answer/result.h"
#include "base/failure/err.h"
#include "base/memory/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum op {
#define OPERATION(id, name, api, method, path, permission, effect, rows, builder, decoder, result) \
    OP_##id,
#include "api/request/operations.def"
    OP_COUNT
};

/* Two that share a host and a credential, and neither envelope nor rate limit. */
enum api { API_REST, API_GRAPHQL, API_COUNT };

/* A message that a call is about: a lease, or the ref of a peek. */
struct handle {
    char *id;        /* owned */
    bool retry;      /* OP_ACK: back into the queue, not acknowledged */
    int64_t delay_s; /* of a retry; 0: at once */
};

struct call {
    enum op op;
    char account_id[ID_BYTES]; /* "": a path without {account} only */
    char queue_id[ID_BYTES];
    int64_t page;                  /* of a list; 0: the first.  Of all pages: net/ sets it */
    int64_t per_page;              /* of a list; 0: the operation's own */
    int64_t batch_size;            /* OP_PEEK, OP_PULL: always sent */
    int64_t visibility_timeout_ms; /* OP_PULL, OP_EXTEND: always sent */
    int64_t silent_ms;             /* OP_WATCH: a stream that says nothing so long has broken */
    struct handle *handles;        /* the messages it is about; owned */
    size_t n_handles;
    struct history_question history; /* OP_HISTORY: about queue_id; "": about queue_ids, or all */
    char (*queue_ids)[ID_BYTES];     /* owned */
    size_t n_queue_ids;
    char *body;     /* JSON, for build_own(); owned; NULL: none */
    bool keep_json; /* keep items as the API wrote them, for --json */
};

struct decoding;
typedef bool operation_builder(const struct call *c, struct buf *body, struct error *err);
typedef bool operation_decoder(struct decoding *d);

struct operation {
    const char *name; /* "pull" */
    enum api api;
    const char *method;     /* "POST" */
    const char *path;       /* "/accounts/{account}/queues/{queue}/messages/pull" */
    const char *permission; /* "Queues Write": what a 403 lacks */
    bool changes_server;    /* peek is a POST that changes nothing */
    const char *doubt;      /* what may be so when it got no answer; "" where nothing changes */
    int64_t per_page;       /* rows asked for where the call does not say; 0: not a list */
    bool all_pages;         /* one call fetches them all */
    bool streams;           /* text/event-stream is asked for, and may be what comes */
    operation_builder *build;
    operation_decoder *decode;
    enum result_kind result;
};

#define OPERATION(id, name, api, method, path, permission, effect, rows, builder, decoder, result) \
    operation_builder build_##builder;                                                             \
    operation_decoder decode_##decoder;
#include "api/request/operations.def"

const struct operation *operation_get(enum op op);

void call_free(struct call *c); /* frees what it owns, not c */

/* Adds one lease, or ref, to what the call is about; it is copied.  With OP_ACK: to be
 * acknowledged, or to be retried. */
void call_add(struct call *c, const char *handle);
void call_add_retry(struct call *c, const char *lease_id, int64_t delay_s);

/* Adds one of the queues that OP_HISTORY is about; the id is copied. */
void call_add_queue(struct call *c, const char *queue_id);

/* Appends path and query to url, and the JSON body (empty: there is none) to body.  false with err
 * (ERR_USAGE) when an id is not fit to be sent, a lease or ref is not UTF-8, a question of history
 * is none, or a buffer is full. */
bool operation_build(const struct call *c, struct buf *url, struct buf *body, struct error *err);
