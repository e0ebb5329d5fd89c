/* Rectangles of the screen, and how a layout cuts them.
 *
 * Pure: no curses, so a layout is tested without a terminal.  Plain values.  No result has a
 * negative size, and a cut never leaves the rectangle it was cut from; an empty rectangle takes any
 * drawing and shows nothing. */
#pragma once

#include <stdbool.h>

struct rect {
    int row; /* of the screen, from 0 */
    int col;
    int rows;
    int cols;
};

/* A rectangle with negative sizes made 0. */
struct rect rect_make(int row, int col, int rows, int cols);

bool rect_is_empty(struct rect r);

/* What r and clip share. */
struct rect rect_clip(struct rect r, struct rect clip);

/* r without n rows at the top and bottom and m columns at the left and right. */
struct rect rect_inset(struct rect r, int rows, int cols);

/* Takes n rows or columns off the given side of *r and returns them; fewer when *r has fewer. */
struct rect rect_cut_top(struct rect *r, int rows);
struct rect rect_cut_bottom(struct rect *r, int rows);
struct rect rect_cut_left(struct rect *r, int cols);
struct rect rect_cut_right(struct rect *r, int cols);

/* A rectangle of that size in the middle of r, made smaller to fit: a dialog. */
struct rect rect_center(struct rect r, int rows, int cols);
