/* The fetch thread: takes requests, runs transfers on one curl multi handle, posts events.
 *
 * Created and stopped by the thread that owns the mailboxes' other ends (UI or command line).  The
 * thread owns libcurl wholly: curl is initialised in it, after the first paint is under way.  It
 * sleeps in one curl_multi_poll() on its sockets, its mailbox and the next due timer: no ticks.
 *
 * Reads (see operation.changes_server) are repeated after network errors, timeouts, 408, 429 and 5xx
 * with backoff, jitter and Retry-After; what changes the server never is.  OP_QUEUES fetches page 1,
 * then the rest six at a time. */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include "base/secret.h"
#include "net/protocol.h"

struct credentials {
    struct secret token; /* bearer; or else: */
    char *email;
    struct secret key;
};

struct fetch_config {
    char *base_url; /* checked: https, or http on loopback; no trailing slash */
    struct credentials credentials;
    int64_t connect_timeout_ms; /* 0: the default, 10 s */
    int64_t timeout_ms;         /* 0: the default, 30 s without progress */
    int64_t retry_base_ms;      /* 0: the default, 500; tests choose smaller */
    size_t max_bytes;           /* of one answer; 0: the default, 64 MB */
};

struct fetch;

/* Moves cfg's contents into the thread (cfg is empty after).  Call with all signals blocked, so
 * that the thread gets none.  NULL with err when no thread or pipe is to be had. */
struct fetch *fetch_start(struct fetch_config *cfg, struct error *err);

void fetch_put(struct fetch *f, struct request *r); /* takes r */
int fetch_event_fd(const struct fetch *f);           /* readable when there may be events */
struct event *fetch_take(struct fetch *f);           /* a chain by mail.next, oldest first */

/* Ends the thread: every open call gets its final event first (readable by a last fetch_take()).
 * Returns within about 100 ms even when a lookup hangs (then the thread is left behind and f leaks
 * on purpose: exit soon).  Events not taken are freed. */
void fetch_stop(struct fetch *f);

/* https anywhere, http only on 127.0.0.0/8, [::1] and localhost; no user info, query or fragment.
 * Returns a normalised copy (free() it), or NULL with err. */
char *fetch_check_base_url(const char *url, struct error *err);

/* The host of a checked base URL, when it is not Cloudflare's own API; NULL when it is. */
const char *fetch_foreign_host(const char *base_url, char *out, size_t size);

#endif
