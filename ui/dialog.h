/* The frame and the fields that all dialogs share. */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include "app/prompt.h"
#include "ui/draw.h"

enum { DIALOG_COLS = 64 };

/* A frame of that size in the middle of the screen, with its title; what is left inside comes back.
 * Without room for it there is no frame. */
struct rect dialog_draw_frame(struct rect screen, int rows, int cols, const char *title);

/* What dialog_draw_frame() gives back for that size. */
struct rect dialog_find_inside(struct rect screen, int rows, int cols);

/* A label and its field at col, with the cursor where it is active; the column behind it. */
int dialog_draw_field(const struct field *f, bool active, struct rect r, int row, int col);

#endif
