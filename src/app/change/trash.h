/* Saving messages before they are deleted: between the yes to A and the request stands one step of
 * the loop, which writes them into trash.jsonl.
 *
 * The loop looks at app->trash_wanted, saves what trash_collect() gives, and tells trash_done(). */
#pragma once

#include "app/state.h"

/* The messages that are about to be deleted, and n; borrowed from the app, the array for free().
 * NULL: some are not at hand any more, so they cannot be saved. */
const struct message **trash_collect(const struct app *app, size_t *n);

/* They were saved (error NULL): they are deleted now.  Else nothing is done to them, and error is
 * said. */
void trash_done(struct app *app, const char *error);
