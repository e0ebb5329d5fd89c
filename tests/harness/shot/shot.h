/* Pictures of a terminal screen: an SVG drawn from the cells, and a PNG made of it. */
#pragma once

#include <stdbool.h>

struct buf;
struct screen;

enum shot_window { SHOT_DARK, SHOT_LIGHT }; /* the terminal's own colours */

/* Appends the screen as a window with title in its frame; title is escaped. */
void shot_draw_svg(struct screen *s, const char *title, enum shot_window w, struct buf *out);

/* Writes that to a file.  False: errno says why. */
bool shot_write_svg(struct screen *s, const char *title, enum shot_window w, const char *path);

/* Makes a PNG with rsvg-convert, twice the size where the screen has few columns.  False: it is not
 * installed, or fails. */
bool shot_convert_png(const char *svg_path, const char *png_path, int cols);
