/* The fetch thread: takes requests, runs transfers on one curl multi handle, posts events.
 *
 * Created and stopped by the thread that owns the mailboxes' other ends (UI or command line).  The
 * thread owns libcurl wholly: curl is initialised in it, after the first paint is under way.  It
 * sleeps in one curl_multi_poll() on its sockets, its mailbox and the next due timer: no ticks.
 *
 * Reads (see operation.changes_server) are repeated after network errors, timeouts, 408, 429 and
 * 5xx with backoff, jitter and Retry-After (up to a minute; longer ones are failures at once), four
 * tries in all; what changes the server never is.  Questions to GraphQL go one at a time, beside
 * the rest: they neither take its places nor its rate.  A list of all pages is fetched page 1
 * first, then six at a time.
 *
 * The proxy variables of the environment are honoured for https; SSL_CERT_FILE and SSL_CERT_DIR
 * replace the system's certificate authorities.  Redirects are errors. */
#pragma once

#include "base/memory/secret.h"
#include "net/protocol.h"

/* The base URL of Cloudflare's own API. */
#define FETCH_CLOUDFLARE_URL "https://api.cloudflare.com/client/v4"

struct credentials {
    struct secret token; /* bearer; or else: */
    char *email;
    struct secret key;
};

struct fetch_config {
    char *base_url; /* checked: https, or http on loopback; no trailing slash */
    struct credentials credentials;
    int64_t connect_timeout_ms; /* 0: the default, 10 s */
    int64_t timeout_ms;         /* 0: the default, 30 s without progress; four times that in all */
    int64_t retry_base_ms;      /* 0: the default, 500; tests choose smaller */
    size_t max_bytes;           /* of one answer; 0: the default, 64 MB */
    bool tells_tls;             /* events say which TLS: curl tells us alone, and what it says in
                                   so many words more */
};

/* What a run would use, as far as it is known without a connection. */
struct fetch_setup {
    char library[64];      /* "libcurl 8.5.0 OpenSSL/3.0.13" */
    bool plain;            /* http to this machine: neither certificates nor a proxy */
    char proxy[160];       /* "https_proxy 127.0.0.1:9", without user and password; "": none */
    char authorities[256]; /* file or folder of those that are trusted; "": not known */
    const char *named_by;  /* literal: the variable that names it; NULL: the system does */
};

/* Base URL: a checked one.  Only while no fetch thread runs: libcurl is that thread's. */
void fetch_describe_setup(const char *base_url, struct fetch_setup *out);

void fetch_config_free(struct fetch_config *cfg);

struct fetch;

/* Moves cfg's contents into the thread, which gets no signals; cfg is empty after, also on failure.
 * SIGPIPE has to be ignored in the process.  NULL with err:
 * ERR_USAGE when base URL or credentials are not fit to be sent, else no thread or pipe is to be
 * had. */
struct fetch *fetch_start(struct fetch_config *cfg, struct error *err);

void fetch_put(struct fetch *f, struct request *r); /* takes r; any thread */
int fetch_event_fd(const struct fetch *f);          /* readable when there may be events */
struct event *fetch_take(struct fetch *f);          /* a chain by mail.next, oldest first */

/* Ends the thread and frees f with the events not taken.  Who wants the final events of open calls
 * puts a REQ_QUIT first and takes until they are all there: the thread posts them at once, before
 * it tears anything down.  Returns within about 100 ms even when the thread hangs: then it is left
 * behind with f (thread_is_left_behind()). */
void fetch_stop(struct fetch *f);

/* https anywhere, http only on 127.0.0.0/8, [::1] and localhost; no user info, query or fragment.
 * Returns a normalised copy (free() it), or NULL with err. */
char *fetch_check_base_url(const char *url, struct error *err);

/* The host of a checked base URL in out, when it is not Cloudflare's own API; NULL when it is. */
const char *fetch_foreign_host(const char *base_url, char *out, size_t size);
