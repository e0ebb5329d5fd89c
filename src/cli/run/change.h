/* Requests that change the server, as a command sends them: the intent is written to journal.jsonl
 * before each goes out, the result after, and what became of each lease is read from the answer.
 *
 * Where the journal cannot be written the command goes on, and a line on stderr says so, once.
 * Used by the thread of its session. */
#pragma once

#include "cli/run/session.h"
#include "parts/changes/change_batch.h"
#include "store/state_dir.h"

struct change {
    struct session *session; /* borrowed */
    struct state_dir dir;    /* not open when there is none */
    char run[40];
    int64_t n;   /* requests so far */
    bool warned; /* the journal was not written */
};

/* Never fails: see warned. */
void change_open(struct change *c, struct session *s);
void change_close(struct change *c);

/* Runs the call of r (taken) and returns its final event as session_run() does.  queue: the name;
 * NULL: not known.  batch: what it is about, judged after; NULL: a pull. */
struct event *change_run(struct change *c, struct request *r, const char *queue,
                         struct change_batch *batch);

/* One request of change_run_all() has ended: batch is judged, e is the callee's. */
typedef void change_answer(void *ctx, const struct change_batch *batch, struct event *e);

/* Acknowledges or retries what asked (empty after) is about, in batches, one after the other, until
 * one fails in a way in which the next would fail as well, or a signal comes.  Returns how many
 * leases were not sent. */
size_t change_run_all(struct change *c, const char *account_id, const char *queue,
                      struct change_batch *asked, change_answer *on_answer, void *ctx);
