/* CBOR (RFC 8949) as text written like JavaScript, see print.h.  Pure.
 *
 * Beyond what print.h says:
 *   Date(...)          tags 0 and 1; tag 0 as it is written
 *   12n                tags 2 and 3, BigInts
 *   tag(32) VALUE      other tags; the one that only says "this is CBOR" is left out in front
 *   undefined, simple(16), NaN, -Infinity
 * Keys that are no strings are printed as values.  Strings in pieces are printed as one. */
#ifndef BODY_VALUE_CBOR_H
#define BODY_VALUE_CBOR_H

#include "body/value/print.h"

/* Appends the item that the n bytes are, as v8_print() does; facts may be NULL. */
bool cbor_print(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                struct print_facts *facts);

#endif
