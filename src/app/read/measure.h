/* The backlog of all queues, measured by itself: what is looked at first, at the interval asked
 * for, then what is in sight, and always a share for the rest (parts/measure/schedule.h), at no
 * more than a share of the API's budget (parts/measure/budget.h; :set budget).
 *
 * Where there are more queues than that share lets be seen once in five minutes, the first sweep
 * over them may spend half of what the API has left, once. */
#pragma once

#include "app/state.h"

/* Makes the requests that are due; none while frozen. */
void measure_run(struct app *app);

/* When measure_run() next has something to do, monotonic ms; INT64_MAX: only after an event. */
int64_t measure_next_due(const struct app *app);

/* What was due may have changed: the list, or what is looked at. */
void measure_replan(struct app *app);

/* The queue is one of those asked for. */
bool measure_only_names(const struct measure_only *only, const struct queue_row *row);

/* A request is on its way, or another page or try of one: it counts. */
void measure_note_request(struct app *app, const struct call_state *call);

/* Metrics were refused: the next read of them takes its time. */
void measure_note_refusal(struct app *app);

/* Something may have happened to this queue: it is measured next. */
void measure_soon(struct app *app, const char *queue_id);

/* Forgets when queues were last measured and what was refused. */
void measure_all(struct app *app);

/* When the oldest number on the screen was measured, monotonic ms; without numbers, when the last
 * good answer came (-1: none). */
int64_t measure_oldest_shown(const struct app *app);

/* The time in which every queue on the screen is measured once. */
int64_t measure_period(const struct app *app);

/* Measured longer ago than two such periods, or never, or the last try failed. */
bool measure_is_stale(const struct app *app, const struct queue_stats *stats);

/* Queues that were measured, and ms until the others will be, -1: not known (yet). */
size_t measure_count(const struct app *app);
int64_t measure_time_left(const struct app *app);

/* Requests of the last five minutes, and how many the background keeps to. */
void measure_get_budget(const struct app *app, int64_t *used, int64_t *share);
