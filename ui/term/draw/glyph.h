/* The few signs beyond letters that the screen uses, each one column wide, in UTF-8 and in ASCII.
 *
 * glyph_start() is called by term_set_look(), before anything is drawn. */
#pragma once

#include "config/options.h"
#include "parts/graph/signs.h"

#include <stdbool.h>

enum glyph {
#define GLYPH(id, utf8, ascii) GLYPH_##id,
#include "ui/term/draw/glyphs.def"
    GLYPH_COUNT,
};

/* Chooses ASCII when asked to, or when the codeset of the locale is not UTF-8; tells dtext too. The
 * console of Linux has UTF-8, but few of these signs in its font: there they are ASCII, and what
 * others wrote is as it is. */
void glyph_start(bool ascii);

const char *glyph(enum glyph g);

/* What graphs are drawn with: as is wished, as far as the terminal can. */
void glyph_set_graph(enum graph_wish wish);
enum graph_signs glyph_graph_signs(void);
