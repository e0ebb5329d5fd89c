/* The axis of times: which columns have a tick, and where its label stands; with when it turned and
 * where live values begin.  Plain values, pure. */
#pragma once

#include "parts/graph/window.h"

#include <stdbool.h>

enum {
    GRAPH_MARKS_APART = 8, /* columns from one tick to the next, at least */
    GRAPH_MARKS = GRAPH_COLUMNS / GRAPH_MARKS_APART + 1,
    GRAPH_MARK_BYTES = 16
};

struct graph_mark {
    int column;
    int label_column;             /* where it begins */
    char label[GRAPH_MARK_BYTES]; /* ASCII */
};

/* Labels reach one column behind the last at most, do not touch each other, and leave the turn and
 * the seam alone; a tick that has no room for its label is left out. */
struct graph_marks {
    int n;
    struct graph_mark ticks[GRAPH_MARKS];
    bool has_turn;
    struct graph_mark turn;
    int seam; /* column; -1: none */
};

enum graph_labels {
    GRAPH_LABELS_BEHIND, /* on the axis, behind their tick */
    GRAPH_LABELS_BELOW   /* in a row of their own, under it */
};

/* turn_ms, seam_ms -1: none. */
void graph_marks_make(struct graph_marks *out, const struct graph_window *w,
                      enum graph_labels labels, int64_t turn_ms, int64_t seam_ms);
