/* What a graph shows of one thing: a value for each half of a column (a cell of braille has two),
 * of samples that this program took and of rows of history.
 *
 * Unknown is below 0 and is never made 0.  Where there are samples they count, and a sample holds
 * for a while; else history.  A column that is over does not change any more, unless history comes
 * later.  One pass over what is put in; large, with nothing allocated: for the stack of whoever
 * draws.  Times are Unix ms. */
#pragma once

#include "parts/graph/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GRAPH_HALVES = 2 * GRAPH_COLUMNS };

struct graph_slot {
    double sum; /* of samples */
    double n;
    double row_sum; /* of history, by the ms that lie in this slot */
    double row_ms;
    double last; /* sample */
    int64_t last_ms;
};

/* Of all that was put in, not of its means: no lower peak is told than there was. */
struct graph_extent {
    double least;
    double most;
    double last;
};

struct graph_track {
    struct graph_window window;
    struct graph_slot before; /* the last sample before the window */
    int64_t first_sample_ms;  /* in the window; -1: none */
    int64_t first_row_ms;     /* of history */
    struct graph_extent extent;
    double values[GRAPH_HALVES];
    struct graph_slot slots[GRAPH_HALVES];
};

void graph_track_begin(struct graph_track *t, const struct graph_window *w);

/* Values below 0, or no number, are not known, and ignored.  Samples come in their order, history
 * in any. */
void graph_track_add_sample(struct graph_track *t, int64_t ms, double value);
void graph_track_add_row(struct graph_track *t, int64_t ms, int64_t step_ms, double mean);

/* Makes the values: a sample also says what was up to hold_ms after it. */
void graph_track_end(struct graph_track *t, int64_t hold_ms);

/* The two values of a column that there is. */
const double *graph_track_halves(const struct graph_track *t, int column);

/* The mean of a column, below 0: not known. */
double graph_track_read(const struct graph_track *t, int column);

/* The means of all columns, one behind the other in out[columns]. */
void graph_track_copy(const struct graph_track *t, double *out);

/* false: nothing is known. */
bool graph_track_measure(const struct graph_track *t, struct graph_extent *out);

/* From where on values are samples, before it history; -1: there is not both. */
int64_t graph_track_find_seam(const struct graph_track *t);
