/* What went wrong, as data: one struct for bad input, the network and the API.
 *
 * A plain value, copied freely, passed between threads by value.  text, doc_url and pointer are
 * OUTSIDE bytes (cut to fit, always NUL-terminated): they reach a terminal only through struct
 * dtext. How an error reads to a person is decided by api/explain.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum err_kind {
    ERR_NONE,
    ERR_USAGE,     /* bad options, config or credentials: nothing was sent */
    ERR_NETWORK,   /* no answer: DNS, connect, TLS, reset, cut short */
    ERR_TIMEOUT,   /* no answer in time */
    ERR_RESPONSE,  /* an answer that is not what it should be: too large, not JSON, wrong types, 3xx
                    */
    ERR_API,       /* the API said no: http >= 400, or success false */
    ERR_CANCELLED, /* on request, or because the program ends */
    ERR_COUNT
};

struct error {
    enum err_kind kind;
    bool sent_once; /* the request, of a kind that is never repeated, went out: the server may have
                       done what it asks although no answer says so */
    int http;       /* status of the answer; 0: none came */
    bool has_code;
    int64_t code;      /* of errors[0]; 0 is a real code of the API */
    int retry_after_s; /* from Retry-After; -1: none */
    char text[256];
    char doc_url[128];
    char pointer[64];
};

/* Fills err (NULL is fine) with kind and a text that is cut to fit; returns false, so that a
 * failing function can end with `return error_set(...)`. */
bool error_set(struct error *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
