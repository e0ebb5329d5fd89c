/* The fetch thread as a one-shot command uses it: one call after another, each waited for, with
 * Ctrl-C cancelling the one under way.
 *
 * Used by one thread, one session in a process (it owns the handlers of SIGINT, SIGTERM and SIGHUP
 * between open and close). */
#pragma once

#include "cli/settings/settings.h"
#include "net/fetch.h"

struct session {
    const struct settings *settings;
    struct fetch *fetch;
    uint64_t last_id;
    int signal; /* the signal that ended the wait; 0: none */
};

/* Moves base URL and credentials out of settings into the fetch thread. */
bool session_open(struct session *s, struct settings *settings, struct error *err);

/* Puts the signal handlers back and stops the thread. */
void session_close(struct session *s);

/* Called for each page of a list as it comes; may take e->u.page (and set it to NULL).  false:
 * enough, the call is cancelled. */
typedef bool session_page(void *ctx, struct event *e);

/* Runs the call of r (taken) and returns its final event: free it with event_free().  When on_page
 * has had enough, that event says ERR_CANCELLED.  A failure has been reported on stderr only by
 * session_report(). */
struct event *session_run(struct session *s, struct request *r, session_page *on_page, void *ctx);

/* Sleeps until there are events to take from the thread, a signal came (then signal is set) or so
 * many ms have passed (-1: for ever).  A second signal ends the program at once. */
void session_wait(struct session *s, int timeout_ms);

/* Ctrl-C ended the wait. */
bool session_is_interrupted(const struct session *s);

/* Says on a terminal when a call that failed is tried again. */
void session_note_retry(const struct session *s, const struct event *e);

/* A request of the operation, for the session's account when there is one. */
struct request *session_new_request(const struct session *s, enum op op, const char *account_id,
                                    const char *queue_id);

/* Says on stderr why a final event failed: in words, or with --json as an object. */
void session_report(const struct session *s, const struct event *e);
