/* The text of a prompt's field, scrolled so that its cursor is in sight. */
#pragma once

#include "parts/input/prompt.h"
#include "ui/term/draw/draw.h"

/* Fills cols columns from col on; shows the terminal's cursor there when active. */
void line_draw(const struct field *f, struct rect r, int row, int col, int cols, enum role role,
               bool active);

/* A prompt on one line: sign, then the field to the end of the row, with the cursor.  Returns the
 * column behind its text. */
int line_draw_prompt(const struct field *f, struct rect r, const char *sign);
