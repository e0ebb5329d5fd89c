/* A request that changes the server, as a command sends it: the intent is written to journal.jsonl
 * before it goes out, the result after, and what became of each lease is read from the answer.
 *
 * Where the journal cannot be written the command goes on, and a line on stderr says so, once.
 * Used by the thread of its session. */
#ifndef CLI_CHANGE_H
#define CLI_CHANGE_H

#include "cli/session.h"
#include "parts/changes/outcomes.h"
#include "store/state_dir.h"

struct changes {
    struct session *session; /* borrowed */
    struct state_dir dir;    /* not open when there is none */
    char run[40];
    int64_t n;   /* requests so far */
    bool warned; /* the journal was not written */
};

/* One lease of a request. */
struct change_item {
    const char *lease_id;   /* borrowed */
    const char *message_id; /* borrowed; NULL: not known */
    enum outcome outcome;   /* filled in */
    const char *note;       /* filled in: OUTSIDE bytes of the event, or literal; NULL: none */
};

/* Never fails: see warned. */
void changes_open(struct changes *c, struct session *s);
void changes_close(struct changes *c);

/* Runs the call of r (taken), which names the n leases of items (none for a pull), and returns its
 * final event as session_run() does.  queue: the name; NULL: not known. */
struct event *changes_run(struct changes *c, struct request *r, const char *queue,
                          struct change_item *items, size_t n);

/* What the answer to an ack-or-retry call means for the leases that were sent with it.  Pure. */
void changes_judge(const struct event *e, bool retries, struct change_item *items, size_t n);

#endif
