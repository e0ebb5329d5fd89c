/* A decoded body as lines of text to scroll and search: JSON indented token by token, text at its
 * line ends, bytes as a hex dump.  Pure.  The lines are OUTSIDE bytes: they are drawn through struct
 * dtext; JSON is coloured at drawing time, for a JSON token never crosses a line. */
#ifndef BODY_LAYOUT_H
#define BODY_LAYOUT_H

#include "body/decode.h"

enum layout_view { LAYOUT_AUTO /* by form */, LAYOUT_RAW /* the bytes as text */, LAYOUT_HEX };

struct layout {
    enum body_form form; /* how it was laid out */
    char *text;          /* all lines, each ended by \n but perhaps the last */
    size_t len;
    size_t *starts; /* n + 1 offsets: line i is starts[i] .. starts[i + 1], less its \n */
    size_t n;       /* at least 1 */
    size_t bad_bytes; /* that are not UTF-8, of a text */
};

void layout_make(struct layout *out, const struct body *b, enum layout_view view);
void layout_free(struct layout *l);

/* Line i (< n) without its line end. */
const char *layout_line(const struct layout *l, size_t i, size_t *len);

/* The first line at or after from (wrapping round, forward or backward) that contains needle, ASCII
 * letters compared without case unless needle has a capital.  false: nowhere.  *at is the offset in
 * the line. */
bool layout_find(const struct layout *l, const char *needle, size_t from, bool forward, size_t *line,
                 size_t *at);

#endif
