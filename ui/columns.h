/* The columns of a list: which fit into a width, and how wide each is.  Pure. */
#ifndef UI_COLUMNS_H
#define UI_COLUMNS_H

#include "ui/draw.h"

enum { COLUMNS_MAX = 12 };

struct column {
    const char *title;
    int width; /* 0: takes what is left, at least min */
    int min;   /* of the one with width 0 */
    int keep;  /* when room is short the smallest goes first; 0 never goes */
    enum draw_align align;
};

/* widths[i] is 0 for a column that has no room.  One blank stands between columns. */
void columns_fit(const struct column *columns, int n, int cols, int widths[COLUMNS_MAX]);

void columns_draw_head(const struct column *columns, int n, const int widths[COLUMNS_MAX],
                       struct rect r, int row, int col);

#endif
