/* From curl's error codes to struct error: in words, and whether another try would meet it again.
 * Pure. */
#pragma once

#include "api/request/operation.h"
#include "base/failure/err.h"
#include "net/fetch.h"

#include <curl/curl.h>

struct failure {
    CURLcode code;
    const char *host;
    const char *proxy;  /* "https_proxy 127.0.0.1:9", where one is in use; else NULL */
    const char *detail; /* curl's error buffer; may be "" */
    enum op op;
    bool sent; /* the server may have had the request */
};

/* Sets err; returns true when the failure is a lasting one (a certificate that is not trusted). */
bool failure_describe(const struct failure *f, struct error *err);

/* No byte went either way for silent_ms, or the whole took too long (silent_ms < 0). */
void failure_describe_timeout(const struct failure *f, int64_t silent_ms, struct error *err);

/* Ended on request. */
void failure_describe_cancel(enum op op, bool sent, struct error *err);
