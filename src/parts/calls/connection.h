/* How the connection stands, for the header: what the last answer said of it, and whether a read
 * waits for another try.  UI thread only. */
#ifndef PARTS_CALLS_CONNECTION_H
#define PARTS_CALLS_CONNECTION_H

#include "parts/calls/calls.h"
#include "base/clock.h"

enum link_state {
    LINK_LOADING,  /* asked, no answer yet */
    LINK_LIVE,     /* the last answer was good, or a plain no to one question */
    LINK_RETRYING, /* a read failed and is tried again */
    LINK_FAILED,   /* no answer, none that can be used, or a no that holds for everything */
};

struct link {
    enum link_state state;
    struct instant good;      /* when the last good answer came; mono -1: never */
    int64_t retry_at_mono_ms; /* LINK_RETRYING; else -1 */
    const char *trouble;      /* LINK_RETRYING, LINK_FAILED: what it is in two words */
    char error[400];          /* the same in full; may hold OUTSIDE bytes */
    struct rate rate;         /* what the server last said of its limit; -1: nothing */
};

void link_init(struct link *l);

/* A call that takes its time: one that somebody waits for, else the oldest; NULL: none does. */
const struct call_state *link_find_slow(const struct calls *c, int64_t now_mono_ms);

/* A call of c was answered well. */
void link_note_good(struct link *l, const struct calls *c, const struct event *e,
                    struct instant now);

/* why is the error as it is told to a person. */
void link_note_failed(struct link *l, const struct event *e, const char *why);
void link_note_retrying(struct link *l, const struct event *e, const char *why);

/* A call ended: the countdown goes when no other one waits for its next try. */
void link_leave_retrying(struct link *l, const struct calls *c);

#endif
