/* Messages as they were when somebody asked for them: what a new peek brings, which leases end and
 * what a filter hides changes nothing of it.  No body is copied: the batches are held.  UI thread.
 */
#ifndef APP_TAKE_SNAPSHOT_H
#define APP_TAKE_SNAPSHOT_H

#include "parts/list/messages.h"

struct app;

struct held_row {
    const struct batch *batch;
    struct message message; /* its strings are the batch's */
};

struct held {
    struct held_row *rows;
    size_t n;
    struct batch **batches;
    size_t n_batches;
    int64_t body_bytes; /* of all rows, as the API gave them */
};

/* The marked messages of the open queue, else all shown. */
void held_take(struct held *h, const struct app *app);
void held_free(struct held *h); /* a zeroed one is fine */

#endif
