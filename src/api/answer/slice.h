/* Parts of an answer as the API wrote them, found with the token reader of body/json/json.h: what a
 * parsed tree cannot give back.  A slice is a range of the text that cut_make() left; written out,
 * the cut strings are in it again.  Pure. */
#pragma once

#include "api/answer/cut.h"
#include "base/memory/arena.h"

struct slice {
    size_t at; /* offset in cut.text of a value's first byte */
    size_t len;
};

/* The whole text. */
struct slice slice_all(const struct cut *c);

/* The value of a member of the object; the last one where the key is there twice, as in the tree.
 */
bool slice_find(const struct cut *c, struct slice object, const char *key, struct slice *value);

/* The next item of the list; *cursor is 0 at first. */
bool slice_next(const struct cut *c, struct slice list, size_t *cursor, struct slice *item);

/* Appends the slice on one line. */
void slice_write(const struct cut *c, struct slice s, struct buf *out);

/* The slice on one line, in the arena. */
const char *slice_copy(const struct cut *c, struct slice s, struct arena *arena);

/* Unescapes the inside of a JSON string where it stands (its n bytes are then fewer or as many). */
bool slice_unescape(char *s, size_t n, size_t *out_len);

/* Appends the JSON text with null in place of numbers that no double holds; false: no JSON. */
bool slice_drop_huge(const char *text, size_t len, struct buf *out);
