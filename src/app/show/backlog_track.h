/* The backlog of a queue over time, for a graph of it. */
#pragma once

#include "app/state.h"
#include "parts/graph/track.h"

/* Of the range that ends now, in that many columns, by the clock that is shown. */
void backlog_track_make(const struct app *app, const struct queue_stats *stats, int64_t range_ms,
                        int columns, struct graph_track *out);
