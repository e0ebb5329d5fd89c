/* One HTTP request and its answer on their way, and the ways in which an answer can be slow or cut.
 *
 * server.c makes an exchange when the request line is there and frees it when the answer is gone.
 */
#pragma once

#include "tests/sim/http/service.h"

#include <microhttpd.h>

struct exchange {
    struct exchange *prev;
    struct exchange *next;
    struct MHD_Connection *connection;
    struct sim_request request;
    struct sim_reply reply;
    struct service_call call;
    bool begun;     /* what befalls it is decided */
    bool answered;  /* reply is filled */
    bool waiting;   /* suspended until due_ms */
    bool released;  /* slow answers go on at full speed */
    bool over;      /* the server ends: nothing may wait any more */
    int64_t due_ms; /* monotonic */
    int64_t byte_due_ms;
};

/* uri is the target as it was sent. */
struct exchange *exchange_new(struct MHD_Connection *connection, const char *uri);
void exchange_free(struct exchange *x);

void exchange_read_head(struct exchange *x, const char *method);

/* Takes the base path off the request's path; a path outside it becomes one without a route. */
void exchange_strip_base(struct exchange *x, const char *base);

/* Suspends it until due_ms (monotonic), and ends that. */
void exchange_wait(struct exchange *x, int64_t due_ms);
void exchange_wake(struct exchange *x);

/* TCP RST instead of an answer; returns what ends the connection. */
enum MHD_Result exchange_reset(struct exchange *x);

/* The answer as its fault wants it sent; moves the reply's body. */
struct MHD_Response *exchange_make_response(struct exchange *x);
