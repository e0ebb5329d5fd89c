/* What the threads say to each other.  Requests go from the UI (or the command line) to the fetch
 * thread, events come back; each is owned by whoever holds it.
 *
 * Rules: every REQ_CALL gets exactly one event with final set, also when it is cancelled
 * (ERR_CANCELLED) and when the thread stops; only one put after REQ_QUIT gets none.  Events before
 * it: EV_PAGE (a part of a list), EV_RETRYING (a read failed and is tried again at
 * retry_at_mono_ms), EV_STREAM and then EV_SAMPLE, two a second at most (an answer that goes on).
 * REQ_CANCEL and REQ_QUIT get none of their own. */
#pragma once

#include "api/request/operation.h"
#include "base/failure/err.h"
#include "base/os/mailbox.h"

enum req_kind { REQ_CALL, REQ_CANCEL, REQ_QUIT };

struct request {
    struct mail mail; /* first */
    enum req_kind kind;
    uint64_t id;      /* REQ_CALL: unique, chosen by the caller; REQ_CANCEL: the call to cancel */
    struct call call; /* REQ_CALL; owned */
};

enum ev_kind {
    EV_PAGE,     /* of all pages: one, in any order but page 1 first; not final */
    EV_RETRYING, /* not final */
    EV_STREAM,   /* the answer is a stream of events; not final */
    EV_SAMPLE,   /* what its newest event says; not final */
    EV_DONE,     /* final; the result is in u, by op */
    EV_FAILED,   /* final; err */
};

/* What the answer's rate-limit headers say; -1: not said, as always with GraphQL. */
struct rate {
    int64_t remaining;
    int64_t reset_s;
    int64_t quota;
    int64_t window_s;
};

enum { ARRIVAL_TLS = 16 };

/* How an answer came. */
struct arrival {
    int64_t date_ms;    /* the server's clock, from its Date header: whole seconds; -1: not said */
    int64_t connect_ms; /* until the connection was made, TLS and all; -1: an open one was used */
    int http;           /* its version: 11, 20, 30; 0: not known */
    char tls[ARRIVAL_TLS]; /* "TLSv1.3"; "": none, or not asked for, see fetch_config */
};

struct event {
    struct mail mail; /* first */
    enum ev_kind kind;
    bool final;
    bool streamed; /* EV_DONE, EV_FAILED: the answer was a stream, which has ended or broken */
    uint64_t req_id;
    enum op op;
    char queue_id[ID_BYTES];  /* "" when not about one queue */
    struct error err;         /* EV_FAILED, EV_RETRYING; streamed: retry_after_s is the stream's */
    int64_t retry_at_mono_ms; /* EV_RETRYING */
    struct rate rate;
    struct arrival arrival; /* EV_DONE, EV_FAILED, EV_PAGE */
    struct instant sent;    /* first byte of the (last) try */
    struct instant received;
    size_t bytes;   /* of the answer, or of a list's answers; EV_RETRYING: of that try */
    union result u; /* EV_PAGE, EV_SAMPLE, EV_DONE; EV_DONE of all pages, or streamed: nothing */
    char *json;     /* see decode_answer() */
};

struct request *request_new(enum req_kind kind, uint64_t id);
void request_free(struct request *r); /* NULL is fine; also frees call */
void event_free(struct event *e);     /* NULL is fine; also frees what is left in u (set it to NULL
                                         after taking it) */
