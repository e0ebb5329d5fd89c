/* One JSON object as one line of output, as the API wrote it: numbers, escapes and the order of
 * keys stay.
 *
 * What a terminal could act on (DEL, C1 controls, format characters such as bidi overrides) is
 * written as \u escapes, which mean the same; raw C0 controls cannot be in valid JSON. */
#pragma once

#include "base/memory/buf.h"

/* Appends the object; {} for what is not one (NULL, null, a list). */
bool json_line_append(struct buf *out, const char *json);

/* Adds a member to the object that out ends with. */
bool json_line_add_string(struct buf *out, const char *key, const char *s, size_t n);
bool json_line_add_json(struct buf *out, const char *key, const char *json, size_t n);
