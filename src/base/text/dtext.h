/* Display text: the one sanitiser between outside bytes and a terminal.
 *
 * Bodies, names, error texts, headers, file names: whatever came from outside reaches the screen,
 * stdout or stderr of a terminal only as a struct dtext.  It holds printable UTF-8 whose width is
 * known, and nothing else:
 *   - control characters (C0, DEL, C1) and line ends are escaped: ‹1B›, ‹0A›, ‹U+009B›;
 *   - so is a byte that is not UTF-8: ‹FF›; nothing is dropped;
 *   - so are format characters that terminals disagree about (bidi, zero width, variation
 *     selectors, tags, U+00AD, U+FFF9-B, Hangul fillers): ‹U+202E›;
 *   - so is what wcwidth() does not know;
 *   - of combining marks at most two stand on a base, further ones are escaped; a mark without a
 *     base stands on a dotted circle.
 * In DTEXT_CELL each thing escaped is a single · instead, but for letters that a locale without
 * UTF-8 lacks: they are spelled out there too.
 *
 * Widths are those of wcwidth(), because the screen library counts with it.
 *
 * A plain value on the stack, no allocation, any thread (after setlocale). */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DTEXT_COLS = 500,                 /* no line of a terminal is drawn wider than this */
    DTEXT_BYTES = DTEXT_COLS * 12 + 1 /* a base and two marks, 4 bytes each, a column */
};

struct dtext {
    int cols;     /* columns it takes */
    int len;      /* bytes, without the NUL */
    bool more;    /* there was more text than max_cols */
    size_t taken; /* source bytes, from the first, that are left out by skip_cols or wholly in it */
    char s[DTEXT_BYTES];
};

enum dtext_style {
    DTEXT_LINE, /* escapes spelled out: a body, an error */
    DTEXT_CELL, /* one · for each thing escaped: a column of a table */
};

/* Makes out from n bytes of src: the first skip_cols columns are left out, at most max_cols
 * (capped at DTEXT_COLS) are kept.  A wide character that is cut in half at either edge becomes a
 * blank.  In DTEXT_LINE a TAB goes to the next multiple of 8; in DTEXT_CELL it is a blank.
 * To wrap, go on at src + taken; taken is 0 when not even the first escape fits max_cols. */
void dtext_make(struct dtext *out, const char *src, size_t n, int skip_cols, int max_cols,
                enum dtext_style style);

/* The whole of a NUL-terminated src in a cell of max_cols; cut text ends with … (or ~ when the
 * locale has no UTF-8). */
void dtext_make_cell(struct dtext *out, const char *src, int max_cols);

/* Appends n bytes as display text on one line, however long.  False: past the cap. */
bool dtext_append(struct buf *out, const char *src, size_t n);

/* The column at which byte offset at of src would be drawn in DTEXT_LINE, without any skip; for a
 * combining mark that of its base, for an offset past the end that behind the last. */
int dtext_find_col(const char *src, size_t n, size_t at);

/* One of the format characters above. */
bool dtext_is_format(uint32_t cp);

/* After setlocale(), before threads.  Without UTF-8 everything outside ASCII is escaped, and
 * escapes are spelled <1B>. */
void dtext_set_ascii(bool ascii);
bool dtext_is_ascii(void);
