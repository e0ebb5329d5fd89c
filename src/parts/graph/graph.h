/* A graph as rows of cells: data over an axis of values and one of times.
 *
 * What is not known is blank, and the axis is broken there; a known zero is a dot on the floor.
 * Lines (thresholds, the seam of history and live) stand behind the data, the cursor before it.
 * Pure, nothing allocated: tracks and thresholds are borrowed. */
#pragma once

#include "parts/graph/marks.h"
#include "parts/graph/scale.h"
#include "parts/graph/signs.h"
#include "parts/graph/track.h"

struct graph_threshold {
    double value;
    const char *name; /* ASCII */
};

struct graph {
    const struct graph_track *track;
    const struct graph_track *dead; /* of its dead-letter queue, in front; NULL: none */
    enum graph_unit unit;
    enum graph_signs signs;   /* braille takes three rows, else it is blocks */
    double top;               /* of the scale, for one shared with others; 0: by what is shown */
    int rows;                 /* of data */
    int left;                 /* columns before the data: labels and axis; 0: neither */
    bool bare;                /* no labels of values: rows fill from their lower edge */
    bool has_times;           /* a row with the axis of times, */
    enum graph_labels labels; /* and one more where its labels are below */
    bool is_turned;           /* no mark and no hue without */
    int64_t turn_ms;
    bool has_cursor;
    int cursor;                               /* column */
    const struct graph_threshold *thresholds; /* the scale reaches up to one that is at most twice
                                                 the highest value; others leave it alone */
    size_t n_thresholds;
};

/* A graph that is made ready. */
struct graph_plot {
    struct graph graph;
    const struct graph_window *window;
    struct graph_scale scale;
    struct graph_marks marks;
    int turned_from; /* the column */
    int rows, cols;  /* all of it: GRAPH_PLOT_COLS at most */
};

enum { GRAPH_LEFT = 20, GRAPH_PLOT_COLS = GRAPH_LEFT + GRAPH_COLUMNS + 1 };

/* The column behind the data is left free, and the last label may reach into it. */
void graph_plot_make(struct graph_plot *p, const struct graph *g);

/* The cells of row (0: the topmost) in out[p->cols]. */
void graph_plot_row(const struct graph_plot *p, int row, struct graph_cell *out);

/* A row that stands alone, in the cell of a table: values[n] (below 0: not known), each as high as
 * it is of the highest of them, of 8 at least; where none is known it says so.  Those from
 * turned_from on have turned. */
void graph_spark(const double *values, int n, enum graph_signs signs, int turned_from,
                 struct graph_cell *out);
