/* What a string holds that somebody put into it as text: JSON, base64 in any of its ways, the parts
 * of a JSON Web Token, hex digits, %XX.  Pure.
 *
 * A string is one of these only where something can be read in it: JSON, text, what unpacks, or a
 * form by strong evidence.  So what only looks like one (deadbeef, a UUID, a word that has the
 * letters of base64) stays what it is. */
#pragma once

#include "body/decode/decode.h"

#include <stdbool.h>
#include <stddef.h>

/* What the string holds; its chain begins with the way, "base64 → json".  false: nothing else but
 * what it is, and out is not set. */
bool string_open(struct body *out, const char *s, size_t n);

/* The way alone, as one word, "base64"; NULL: nothing else. */
const char *string_name(const char *s, size_t n);
