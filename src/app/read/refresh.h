/* What is read by itself: now and then the list, and the backlog of its queues (measure.h). */
#pragma once

#include "app/state.h"

/* Makes the requests that are due; none while frozen. */
void refresh_run(struct app *app);

/* The same after a key or an event: what is looked at or known may have changed. */
void refresh_anew(struct app *app);

/* When refresh_run() next has something to do, monotonic ms; INT64_MAX: only after an event. */
int64_t refresh_next_due(const struct app *app);

/* Reads the whole list again (no-op while one is being read, or when quitting). */
void refresh_list(struct app *app, bool by_user);

/* Sets when the list is to be read again by itself. */
void refresh_plan_list(struct app *app);

/* Forgets when things were last read and what was refused, so that the screen is read anew;
 * gives up what has been silent for a while. */
void refresh_all(struct app *app);
