/* The time that a graph shows, cut into columns of one length.
 *
 * A column has one of a few round lengths and begins at a multiple of it by the clock, so that
 * columns stand still while time moves on.  The newest is the one that now is in.  Plain values,
 * pure; times are Unix ms. */
#pragma once

#include <stdint.h>

enum { GRAPH_COLUMNS = 500 }; /* at most; no line of a terminal is drawn wider */

struct graph_window {
    int64_t start_ms; /* of the first column */
    int64_t column_ms;
    int64_t now_ms;
    int64_t zone_ms; /* what the clock shown is ahead of UTC */
    int columns;
};

/* The shortest columns with which that many reach range_ms back, or the longest there are. */
struct graph_window graph_window_make(int64_t now_ms, int64_t zone_ms, int64_t range_ms,
                                      int columns);

/* The column that the time is in, -1: none; and when a column begins. */
int graph_window_find(const struct graph_window *w, int64_t ms);
int64_t graph_window_time(const struct graph_window *w, int column);

/* The range that many steps longer (shorter: below 0) of those that a person goes through, from
 * 15 minutes to 14 days. */
int64_t graph_range_step(int64_t range_ms, int steps);
