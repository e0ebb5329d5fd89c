/* A decoded body as lines of text to scroll and search.  Pure.
 *
 * JSON is indented as json_lay.h says.  No token crosses a line, so it can be coloured when it is
 * drawn.
 *
 * Text breaks at its line ends, with or without a carriage return.
 *
 * Bytes are a hex dump (hex.h).
 *
 * The lines are OUTSIDE bytes: they are drawn through struct dtext. */
#ifndef BODY_LAYOUT_H
#define BODY_LAYOUT_H

#include "body/decode.h"

#include <stdbool.h>

enum layout_view {
    LAYOUT_AUTO, /* by form */
    LAYOUT_JSON, /* where it is JSON, else as text */
    LAYOUT_TEXT,
    LAYOUT_HEX,
    LAYOUT_RECEIVED, /* as text: b is not decoded */
    LAYOUT_VIEWS
};

struct layout {
    enum body_form form; /* how it was laid out */
    char *text;          /* all lines, each ended by \n but perhaps the last */
    size_t len;
    size_t *starts;   /* n + 1 offsets: line i is starts[i] .. starts[i + 1], less its \n */
    size_t n;         /* at least 1 */
    size_t bad_bytes; /* that are not UTF-8, of a text */
};

void layout_make(struct layout *out, const struct body *b, enum layout_view view);
void layout_free(struct layout *l);

/* Line i (< n) without its line end. */
const char *layout_line(const struct layout *l, size_t i, size_t *len);

/* The first place at or after byte from of one line where needle stands, compared as layout_find()
 * does.  false: nowhere, or needle is empty. */
bool layout_match(const char *line, size_t n, const char *needle, size_t from, size_t *at);

/* The first line that contains needle, from line from on (itself included) forward or backward,
 * wrapping round.  ASCII letters are compared without case unless needle has a capital.  *at is the
 * offset of the first match in that line.  false: nowhere, or needle is empty. */
bool layout_find(const struct layout *l, const char *needle, size_t from, bool forward,
                 size_t *line, size_t *at);

#endif
