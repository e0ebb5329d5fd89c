/* What a value in a body may be besides what is written: a number that is a time, a string that
 * holds something (string.h).  Pure. */
#pragma once

#include "body/decode/decode.h"

struct inner_hint {
    char s[48]; /* "2026-10-08T12:04:31Z", "json: Enter"; ASCII */
};

/* About the whole of a text that is no value; for every frame, too. */
bool inner_find_text_hint(const char *s, size_t n, struct inner_hint *out);

/* Opens the whole of a text, see string.h.  false: there is nothing else in it, and out is not set.
 */
bool inner_open_text(struct body *out, const char *s, size_t n);

/* About the value of one line of a laid-out value; false: there is nothing to say.  For every
 * frame: of long strings only the ends are looked at, and then it says "json? Enter". */
bool inner_find_hint(const char *line, size_t n, struct inner_hint *out);

/* Opens the string that is the value of the line: escapes are undone, then what string.h finds in
 * it.  out->chain begins with "string".  false: the line
 * has no string, and out is not set. */
bool inner_open(struct body *out, const char *line, size_t n);
