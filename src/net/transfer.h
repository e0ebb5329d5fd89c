/* One try of one call: a curl easy handle.  Fetch thread only. */
#pragma once

#include "api/answer/decode.h"
#include "api/request/operation.h"
#include "net/policy.h"
#include "net/protocol.h"
#include "net/stream.h"

#include <curl/curl.h>

struct transfer;

/* How a transfer ended. */
struct transfer_end {
    struct answer answer; /* streamed: nothing but retry_after_s, as the stream says it; bytes are
                             owned by whoever holds this; texts live as the transfer does */
    struct rate rate;
    struct arrival arrival;
    struct instant sent;
    size_t bytes;     /* of the answer, or what there is of it */
    bool lasting;     /* a failure that another try would meet again */
    bool streamed;    /* the answer was a stream: there is none but what was taken from it */
    struct error err; /* ERR_NONE: there is an answer */
};

/* Starts call on multi.  NULL with err when the call is not fit to be sent.  owner is for
 * transfer_get_owner(). */
struct transfer *transfer_start(CURLM *multi, const struct policy *policy, const struct call *call,
                                void *owner, struct error *err);
void *transfer_get_owner(CURL *easy);

/* The stream that the answer has turned out to be, which the transfer keeps; NULL: it is none, or
 * not yet known to be one. */
struct stream *transfer_get_stream(struct transfer *t);

/* What the answer's headers say so far of the rate limit. */
void transfer_read_rate(const struct transfer *t, struct rate *rate);

/* The version in what curl says of a new connection: "SSL connection using TLSv1.3 / ...".  All
 * else leaves out as it is.  Pure. */
void transfer_read_tls(char out[ARRIVAL_TLS], const char *said, size_t n);

/* Reads how it ended; code is curl's word. */
void transfer_finish(struct transfer *t, CURLcode code, struct transfer_end *end);

/* When it is to be given up for lack of progress or, but for a stream, time, in monotonic ms. */
int64_t transfer_get_deadline(const struct transfer *t);
void transfer_give_up(struct transfer *t, struct transfer_end *end);

/* Takes it off its multi, wherever it stands; never inside a callback.  NULL is fine. */
void transfer_free(struct transfer *t);

/* The request, or a part of it, may have reached the server. */
bool transfer_is_sent(const struct transfer *t);
