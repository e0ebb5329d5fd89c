/* What two bodies differ in.  Pure.
 *
 * JSON as compare_json.h does.  Text, and what else can be read, by lines.  Bytes by rows of a hex
 * dump, at the same offset.
 *
 * JSON that is more than document.h takes is compared as text, and so are more than COMPARE_LINES
 * lines as bytes. */
#pragma once

#include "body/compare/comparison.h"
#include "body/decode/decode.h"

enum { COMPARE_LINES = 200000 };

/* Borrows the bodies' bytes until comparison_free(). */
void compare_bodies(struct comparison *out, const struct body *left, const struct body *right);
