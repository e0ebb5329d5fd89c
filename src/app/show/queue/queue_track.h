/* What is known of a queue over time, for graphs of it: what this program measured, and from before
 * it came what the account's analytics know. */
#pragma once

#include "parts/graph/signs.h"
#include "parts/graph/track.h"

struct app;
struct queue_stats;

enum queue_track {
    TRACK_BACKLOG,
    TRACK_BYTES,  /* of the backlog */
    TRACK_OLDEST, /* ms since its oldest message came; only what was measured */
    TRACK_IN,     /* messages a minute, from here on: written, */
    TRACK_OUT,    /* acknowledged, */
    TRACK_FAILED, /* given up and deleted, */
    TRACK_DEAD,   /* dead-lettered */
    TRACK_WORK,   /* invocations of its consumer at once */
    TRACKS
};

/* The range that ends now, in that many columns, by the clock that is shown. */
struct graph_window queue_track_window(const struct app *app, int64_t range_ms, int columns);

void queue_track_make(const struct app *app, const struct queue_stats *stats, enum queue_track what,
                      const struct graph_window *w, struct graph_track *out);

/* What it is drawn with. */
enum graph_signs queue_track_signs(const struct app *app);
