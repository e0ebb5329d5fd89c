/* Messages as they were when somebody asked for them: what a new peek brings, which leases end and
 * what a filter hides changes nothing of it.  No body is copied: the batches are held.  UI thread.
 */
#pragma once

#include "parts/list/messages.h"

struct app;

struct snapshot_row {
    const struct batch *batch;
    struct message message; /* its strings are the batch's */
};

struct snapshot {
    struct snapshot_row *rows;
    size_t n;
    struct batch **batches;
    size_t n_batches;
    int64_t body_bytes; /* of all rows, as the API gave them */
};

/* The marked messages of the open queue, else all shown, or (not all) those of the group under the
 * cursor. */
void snapshot_take(struct snapshot *h, const struct app *app, bool all);
void snapshot_free(struct snapshot *h); /* a zeroed one is fine */
