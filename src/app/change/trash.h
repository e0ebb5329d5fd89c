/* Saving messages before they are deleted: what a yes to A is about waits, as batches under one
 * trash id, until it is in trash.jsonl.
 *
 * The loop takes what is to be saved, has it written, and tells trash_done() when it is on the
 * disk.  Meanwhile everything goes on. */
#pragma once

#include "app/state.h"

struct trash_order {
    uint64_t id;
    const char *queue_id;            /* borrowed, as the messages are: until the app changes */
    const struct message **messages; /* the array is for free(); NULL: some are not at hand any
                                        more, so they cannot be saved */
    size_t n;
};

/* The messages that are about to be deleted and that nobody has taken yet.  false: none. */
bool trash_take(struct app *app, struct trash_order *out);

/* They were saved (error NULL): they are deleted now.  Else nothing is done to them, and error is
 * said.  Nothing happens when they have been given up meanwhile. */
void trash_done(struct app *app, uint64_t id, const char *error);
