/* How the connection stands, for the header: what the last answer said of it, and whether a read
 * waits for another try.  UI thread only. */
#pragma once

#include "base/os/clock.h"
#include "parts/calls/calls.h"

enum connection_state {
    CONNECTION_LOADING,  /* asked, no answer yet */
    CONNECTION_LIVE,     /* the last answer was good, or a plain no to one question */
    CONNECTION_RETRYING, /* a read failed and is tried again */
    CONNECTION_FAILED,   /* no answer, none that can be used, or a no that holds for everything */
};

struct connection {
    enum connection_state state;
    struct instant good;      /* when the last good answer came; mono -1: never */
    int64_t retry_at_mono_ms; /* CONNECTION_RETRYING; else -1 */
    const char *trouble;      /* CONNECTION_RETRYING, CONNECTION_FAILED: what it is in two words */
    char error[600];          /* the same in full; may hold OUTSIDE bytes */
    const char *reads[OP_COUNT]; /* of background reads whose last one failed: what it is */
    struct rate rate;            /* what the server last said of its limit; -1: nothing */
    int64_t rate_mono_ms;        /* when */
};

void connection_init(struct connection *l);

/* A call that takes its time (a stream does not): one that somebody waits for, else the oldest;
 * NULL: none does. */
const struct call_state *connection_find_slow(const struct calls *c, int64_t now_mono_ms);

/* A call of c was answered well. */
void connection_note_good(struct connection *l, const struct calls *c, const struct event *e,
                          struct instant now);

/* why is the error as it is told to a person. */
void connection_note_failed(struct connection *l, const struct event *e, const char *why);
void connection_note_retrying(struct connection *l, const struct event *e, const char *why);

/* A background read failed, whatever the connection is like: told until the next one works. */
void connection_note_read(struct connection *l, const struct event *e);

/* CONNECTION_LIVE: what a background read ran into; NULL: nothing. */
const char *connection_find_read_trouble(const struct connection *l);

/* A call ended: the countdown goes when no other one waits for its next try. */
void connection_leave_retrying(struct connection *l, const struct calls *c);
