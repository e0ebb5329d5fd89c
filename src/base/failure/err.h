/* What went wrong, as data: one struct for bad input, the network and the API.
 *
 * A plain value, copied freely, passed between threads by value.  text, chain, doc_url and pointer
 * are OUTSIDE bytes (cut to fit, always NUL-terminated): they reach a terminal only through struct
 * dtext. How an error reads to a person is decided by api/error/explain.h. */
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

/* What the API says of the token itself, asked when it refused a call. */
enum token_state {
    TOKEN_UNKNOWN, /* not asked, or it did not say */
    TOKEN_ACTIVE,
    TOKEN_EXPIRED,
    TOKEN_DISABLED,
    TOKEN_BAD, /* there is no such token */
    TOKEN_STATES
};

struct error {
    enum err_kind kind;
    bool sent_once; /* the request, of a kind that is never repeated, went out: the server may have
                       done what it asks although no answer says so */
    int http;       /* status of the answer; 0: none came */
    bool has_code;
    int64_t code;      /* of errors[0]; 0 is a real code of the API */
    int retry_after_s; /* from Retry-After; -1: none */
    enum token_state token;
    char text[512];
    char chain[512]; /* what stands behind it, each with its code: "6111 Invalid format; ..." */
    char doc_url[256];
    char pointer[128];
};

/* Fills err (NULL is fine) with kind and a text that is cut to fit; returns false, so that a
 * failing function can end with `return error_set(...)`. */
bool error_set(struct error *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
