/* What every transfer obeys, put on a curl easy handle.  Fetch thread only.
 *
 * https only (http on loopback, then without proxy), TLS 1.2 and verified, no redirects (curl would
 * send X-Auth-Key to the other host), no cookies, nothing shown that is verbose (it holds the
 * token). */
#pragma once

#include "net/fetch.h"

#include <curl/curl.h>

/* What is sent beside the credential, by what is asked. */
enum policy_headers { HEADERS_PLAIN, HEADERS_BODY, HEADERS_STREAM, HEADERS_COUNT };

struct policy {
    const struct fetch_config *cfg;            /* borrowed; defaults filled in */
    struct curl_slist *headers[HEADERS_COUNT]; /* curl does not copy these */
    const char *ca_file;                       /* NULL: curl's own, unless ca_path is set */
    const char *ca_path;
    struct redact *redact; /* what no text from outside may show */
    bool plain;            /* http, which is loopback */
    char host[128];        /* for texts */
    char proxy[160];       /* "https_proxy 127.0.0.1:9": set in the environment; "" */
    char proxy_host[128];  /* its host alone */
};

/* Fills in cfg's defaults. */
void policy_make(struct policy *p, struct fetch_config *cfg);
void policy_free(struct policy *p);

/* Everything but URL, method, body, callbacks. */
void policy_apply(const struct policy *p, CURL *easy, enum policy_headers headers);
