/* Drawing: the only code that puts cells on the screen.  UI thread only.
 *
 * Everything goes through a clipping rectangle; row and col count from its top left corner and may
 * lie outside it (what does is not drawn).  Text is raw bytes from anywhere: every function passes
 * it through dtext_make() itself, so no caller can forget.  A wide character that does not fit
 * whole becomes a blank.  Nothing is sent before term_flush(), and then only cells that differ. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text/glyph.h"
#include "ui/term/draw/rect.h"
#include "ui/term/draw/theme.h"

enum draw_align {
    DRAW_LEFT,
    DRAW_RIGHT,
    DRAW_MIDDLE, /* at the left, and cut in the middle: both ends of a name tell */
};

/* One line of text, escapes spelled out (DTEXT_LINE); returns the columns it took, those outside r
 * not counted at the right edge. */
int draw_text(struct rect r, int row, int col, enum role role, const char *s);

/* The same for n bytes, without the first skip_cols columns: a body scrolled sideways. */
int draw_bytes(struct rect r, int row, int col, enum role role, const char *s, size_t n,
               int skip_cols);

/* A cell of a table: cut with … to width columns or padded with blanks to exactly that, in role. */
void draw_cell(struct rect r, int row, int col, int width, enum draw_align align, enum role role,
               const char *s);

void draw_glyph(struct rect r, int row, int col, enum role role, enum glyph g);

/* cols blanks in role: the rest of a selected row. */
void draw_fill(struct rect r, int row, int col, int cols, enum role role);

/* All of r blank.  Call it for what a frame draws anew: stdscr keeps what nobody draws over. */
void draw_clear(struct rect r);
void draw_clear_role(struct rect r, enum role role); /* with the background of role: a dialog */

/* A line over all columns of one row; write the title over it afterwards. */
void draw_rule(struct rect r, int row, enum role role, bool heavy);

/* A vertical line over all rows of one column. */
void draw_vertical(struct rect r, int col, enum role role, bool heavy);

/* All that was drawn in r, in role alone: what stands behind a dialog. */
void draw_veil(struct rect r, enum role role);

/* A heavy frame along the inside of the edge of r. */
void draw_box(struct rect r, enum role role);

/* Columns that draw_text() would take on an endless row, at most DTEXT_COLS. */
int draw_measure(const char *s);
