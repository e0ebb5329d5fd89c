/* What the fetch thread brings, taken in; and what waited while the screen was frozen.  UI thread.
 */
#pragma once

#include "app/state.h"

void app_event(struct app *app, struct event *event, struct instant now); /* takes event */

/* Ends a freeze: what waited is taken in.  Harmless when there is none. */
void app_thaw(struct app *app);

/* After app_quit(), when the screen is gone: what waited is taken in, reads are cancelled, leases
 * are given back.  Take the requests and feed the events as always until release_is_done(). */
void app_leave(struct app *app, struct instant now);
