/* What is read by itself: the backlog of the queues on the screen, and now and then the list.
 *
 * The API allows 1,200 requests in 5 minutes to a user, all tools together.  The background takes
 * at most 3 a second, less when the server says that little is left; the selected and the open
 * queue come first, at the interval asked for, the others in turn, longest unread first. */
#pragma once

#include "app/state.h"

/* Makes the requests that are due; none while frozen. */
void refresh_run(struct app *app);

/* When refresh_run() next has something to do, monotonic ms; INT64_MAX: only after an event. */
int64_t refresh_next_due(const struct app *app);

/* Reads the whole list again (no-op while one is being read, or when quitting). */
void refresh_list(struct app *app, bool by_user);

/* Sets when the list is to be read again by itself. */
void refresh_plan_list(struct app *app);

/* Metrics were refused: the next read of them takes its time. */
void refresh_note_refusal(struct app *app);

/* When the oldest number on the screen was measured, monotonic ms; without numbers, when the last
 * good answer came (-1: none). */
int64_t refresh_oldest_shown(const struct app *app);

/* Forgets when things were last read and what was refused, so that the screen is read anew;
 * gives up what has been silent for a while. */
void refresh_all(struct app *app);

/* Something may have happened to this queue: it is read next. */
void refresh_soon(struct app *app, const char *queue_id);

/* The time in which every queue on the screen is read once. */
int64_t refresh_period(const struct app *app);

/* Measured longer ago than two such periods, or never, or the last try failed. */
bool refresh_is_stale(const struct app *app, const struct queue_stats *stats);
