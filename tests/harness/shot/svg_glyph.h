/* Box drawing, block elements and Braille patterns as shapes that fill their cell exactly, so that
 * lines join whatever font shows the rest. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct buf;

/* Size of a cell in SVG units, and the font size whose characters are as wide (DejaVu Sans Mono).
 */
#define SVG_CELL_WIDTH  9
#define SVG_CELL_HEIGHT 18
#define SVG_FONT_SIZE   14.949

/* Appends cp as an element filled with colour ("#rrggbb"), with its top left corner at x,y, n times
 * side by side.  False, and nothing appended: not such a character. */
bool svg_draw_glyph(struct buf *out, uint32_t cp, int x, int y, int n, const char *colour);
