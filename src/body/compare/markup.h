/* XML as JSON, for its structure alone: an element is a member by its local name, a string where it
 * holds neither elements nor attributes.  Pure.
 *
 * Namespaces, comments, instructions and a document type are left out; of elements with one name in
 * one other the last one counts, as of members of JSON. */
#pragma once

#include "base/memory/buf.h"

/* false: it is no XML that is well-formed, nests deeper than people write, or has no room; out is
 * then as it was. */
bool markup_as_json(struct buf *out, const char *s, size_t n);
