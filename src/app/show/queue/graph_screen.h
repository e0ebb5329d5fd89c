/* m: what is known of one queue over time, on a screen of its own: its backlog, and below that what
 * came, went and failed, on the same columns.
 *
 * What is chosen is kept as times, not as columns: it outlives another size.  UI thread. */
#pragma once

#include "app/show/queue/queue_track.h"
#include "model/queue.h"
#include "parts/list/list.h"

struct app;
struct queue_row;

struct graph_screen {
    char queue_id[ID_BYTES];
    char dead_id[ID_BYTES]; /* its dead-letter queue; "": none, or not in the list */
    int64_t range_ms;       /* 0: it was never open */
    bool with_dead;         /* that is drawn in the same graph */
    bool has_cursor;
    int64_t cursor_ms; /* INT64_MAX: on the newest column, whichever that is */
};

/* How its columns are shared: labels and axis, data, and what stands beside it. */
struct graph_share {
    int left, data, right;
};

struct graph_share graph_screen_share(int cols);

/* The queue; NULL: it is gone from the list.  And its dead-letter queue, where it is to be drawn.
 */
const struct queue_row *graph_screen_queue(const struct app *app);
const struct queue_row *graph_screen_dead(const struct app *app);

/* What it shows, in as many columns as it has; and which of them has the cursor, -1: none. */
struct graph_window graph_screen_window(const struct app *app);
int graph_screen_find_cursor(const struct app *app, const struct graph_window *w);

/* Of every track: the value at the cursor where there is one, else the newest, below 0: not known.
 */
struct graph_readings {
    double values[TRACKS];
    struct graph_extent extents[TRACKS];
};

void graph_screen_read(const struct app *app, const struct queue_stats *stats,
                       const struct graph_window *w, struct graph_readings *out);

/* Wants the history of what it shows, which depends on its size, too. */
void graph_screen_settle(struct app *app);

/* To an end: of the columns.  By lines and pages: to another queue of the list. */
void graph_screen_move(struct app *app, enum list_move move, size_t n);
