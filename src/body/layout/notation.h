/* One line of a laid-out value as tokens: to be coloured, named and looked into.  JSON, and what
 * the printers of other forms write like JavaScript.  Pure.
 *
 * A line is not checked: whatever it holds comes out as tokens, one behind the other, with blanks
 * between them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum notation_kind {
    NOTATION_END, /* of the line */
    NOTATION_KEY, /* a name before a colon or =>, with its quotes if it has some */
    NOTATION_STRING,
    NOTATION_NUMBER, /* 1, -2.5e3, 12n, 0x1fn */
    NOTATION_WORD,   /* true, undefined, Date(...), [Ref *1], <ref *1>, /a+/g */
    NOTATION_PUNCT,
    NOTATION_COMMENT, /* // to the end */
    NOTATION_OTHER,
    NOTATION_COUNT
};

struct notation_token {
    enum notation_kind kind;
    size_t at; /* offset of the first byte */
    size_t len;
};

/* The token at or after *pos; moves *pos behind it. */
struct notation_token notation_next(const char *line, size_t n, size_t *pos);

/* The key of a line, false: it has none; and its value, which is the first token behind the key, or
 * of the line. */
bool notation_find_key(const char *line, size_t n, struct notation_token *key);
bool notation_find_value(const char *line, size_t n, struct notation_token *value);
