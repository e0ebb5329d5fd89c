/* Everything that a person asked to be done to messages: first as the question on the screen, then
 * as batches that wait or are under way, each of them one request that is journalled, sent and
 * settled on its own.
 *
 * UI thread only, or that of a command. */
#pragma once

#include "parts/calls/calls.h"
#include "parts/changes/change_batch.h"

/* A pull gives no more than 100, so a server that takes that many is known; a request that goes
 * wrong leaves no more than these in doubt. */
enum { CHANGE_BATCH_MAX = 100 };

struct changes {
    struct change_batch asked[BY_COUNT]; /* what the question on the screen is about, uncut */
    struct change_batch *batches;        /* in the order in which they were asked for */
    size_t n;
    struct outcomes outcomes;
    uint64_t last_trash_id; /* that a batch was given, */
    uint64_t trash_taken;   /* and the last whose messages were handed out to be saved */
};

void changes_free(struct changes *all);

/* Cuts asked, which is empty after, into batches that wait.  The only place that decides how much
 * one request is about: CHANGE_BATCH_MAX messages, fewer where their handles are long, so that
 * neither the request nor its record in the journal is too large. */
void changes_add(struct changes *all, struct change_batch *asked);

/* The next batch that waits, but not for the trash; what extends goes first, for leases end.  NULL:
 * none, or most are under way. */
struct change_batch *changes_next(struct changes *all, size_t most);

/* Makes the request of a batch; its leases are busy until it is settled. */
void changes_send(struct changes *all, struct change_batch *b, struct calls *calls,
                  struct leases *leases, int64_t now_mono_ms);

/* NULL: the request is none of ours. */
struct change_batch *changes_find(const struct changes *all, uint64_t req_id);

/* Cancels the call, and where it is one of ours all that belong to the same answer. */
void changes_cancel(struct changes *all, struct calls *calls, uint64_t id);

/* Frees the batch, and its summary with the last one. */
void changes_remove(struct changes *all, struct change_batch *b);
