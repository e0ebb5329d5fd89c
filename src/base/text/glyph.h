/* The few signs beyond letters that the screen uses, each one column wide, in UTF-8 and in ASCII.
 *
 * Signs are ASCII until glyph_start() says otherwise; who draws calls it before anything is drawn.
 * UI thread, but for programs without one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum glyph {
#define GLYPH(id, utf8, ascii) GLYPH_##id,
#include "base/text/glyphs.def"
    GLYPH_COUNT,
};

/* Chooses ASCII when asked to, or when the codeset of the locale is not UTF-8; tells dtext too. The
 * console of Linux has UTF-8, but few of these signs in its font: there they are ASCII, and what
 * others wrote is as it is. */
void glyph_start(bool ascii);

const char *glyph(enum glyph g);

/* By its name in glyphs.def, n bytes of it; GLYPH_COUNT: there is none. */
enum glyph glyph_find(const char *name, size_t n);

/* These signs are ASCII; and nothing but ASCII can be shown, or is wanted. */
bool glyph_is_ascii(void);
bool glyph_is_plain(void);
