/* Display text: the one sanitiser between outside bytes and a terminal.
 *
 * Bodies, names, error texts, headers, file names: whatever came from outside reaches the screen,
 * stdout or stderr of a terminal only as a struct dtext.  It holds printable UTF-8 whose width is known,
 * and nothing else:
 *   - control characters (C0, DEL, C1) and line ends: a visible escape such as ‹1B›, ‹0A›, ‹U+009B›;
 *   - a byte that is not UTF-8: ‹FF›; nothing is dropped;
 *   - format characters that terminals disagree about (bidi, zero width, variation selectors, tags,
 *     U+00AD, U+FFF9-B, Hangul fillers, and what wcwidth() does not know): ‹U+202E›, or a single · in
 *     DTEXT_CELL;
 *   - combining marks: at most two on a base; a mark without a base stands on a dotted circle.
 * Widths are those of wcwidth(), because the screen library counts with it.
 *
 * A plain value on the stack, no allocation, any thread (after setlocale). */
#ifndef BASE_DTEXT_H
#define BASE_DTEXT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    DTEXT_COLS = 500,               /* no line of a terminal is drawn wider than this */
    DTEXT_BYTES = DTEXT_COLS * 12 + 1 /* a base and two marks, 4 bytes each, a column */
};

struct dtext {
    int cols;      /* columns it takes */
    int len;       /* bytes, without the NUL */
    bool more;     /* there was more text than max_cols */
    size_t taken;  /* source bytes that are wholly in it */
    char s[DTEXT_BYTES];
};

enum dtext_style {
    DTEXT_LINE, /* escapes spelled out: a body, an error */
    DTEXT_CELL, /* one · for each thing escaped: a column of a table */
};

/* Makes out from n bytes of src: the first skip_cols columns are left out, at most max_cols
 * (capped at DTEXT_COLS) are kept.  A wide character that is cut in half at either edge becomes a
 * blank.  In DTEXT_LINE a TAB goes to the next multiple of 8; in DTEXT_CELL it is a blank. */
void dtext_make(struct dtext *out, const char *src, size_t n, int skip_cols, int max_cols,
                enum dtext_style style);

/* The whole of a NUL-terminated src in a cell of max_cols; cut text ends with … (or ~ when the
 * locale has no UTF-8). */
void dtext_make_cell(struct dtext *out, const char *src, int max_cols);

/* The column at which byte offset at of src would be drawn in DTEXT_LINE. */
int dtext_find_col(const char *src, size_t n, size_t at);

/* After setlocale(), before threads: without UTF-8 everything outside ASCII is escaped as ‹..› is
 * then spelled <..>. */
void dtext_set_ascii(bool ascii);
bool dtext_is_ascii(void);

#endif
