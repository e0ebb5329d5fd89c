/* Leaving no trace: on the way out, leases held are given back (ack calls with retries, delay 0),
 * so that the messages are visible again at once and not only when the leases end.
 *
 * A pull that is under way may still bring leases: its answer is waited for, within the same bound.
 */
#pragma once

#include "app/state.h"

enum { RELEASE_MAX_MS = 2000 };

/* Makes the calls; app_quit() has been called.  Take the requests, feed the events as always. */
void release_start(struct app *app, struct instant now);

/* Nothing is left to wait for. */
bool release_is_done(const struct app *app);

/* What became of a lease that was to be given back. */
void release_note(struct app *app, const struct change_item *item);

/* One line for after the screen, "" when no lease was held; out may hold OUTSIDE bytes. */
void release_describe(const struct app *app, char *out, size_t size);
