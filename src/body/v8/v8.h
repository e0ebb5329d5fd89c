/* A value as V8 serialises it (structured clone: version 13 to 15, what a Worker sends with content
 * type v8, and what node's v8.serialize() writes) as text written like JavaScript, to be shown and
 * searched.  Pure: no engine, nothing is looked up, compared or run.
 *
 *   {
 *     id: 12n,
 *     at: Date(2026-10-08T12:04:31.000Z),
 *     tags: <ref *1> Set {
 *       "a"
 *     },
 *     again: [Ref *1]
 *   }
 *
 * One property or item a line, and all else as print.h says.  Beyond plain JavaScript:
 *   <ref *1> VALUE     a value that is referred to further on, as node prints it
 *   [Circular *1]      a reference to a value that it stands in; [Ref *1] to one that it does not
 *   <2 empty items>    holes of an array
 *   Uint8Array(3) <01 02 03>, Int16Array(1) [-2], "at byte 1 of 4" where a view is not its whole
 *                      buffer, "in [Ref *1]" where it shares it; PRINT_SHOWN bytes of each at the
 *                      most, and of all no more than the value has
 *   [Number: 1]        a boxed primitive
 *   0x1f...n           a BigInt beyond PRINT_BIGINT bytes; others are decimal
 * A key that is there twice, which V8 refuses, is shown twice. */
#ifndef BODY_V8_V8_H
#define BODY_V8_V8_H

#include "body/value/print.h"

/* Appends the value that the n bytes are.  true: all of them were read.  Else what was read before
 * is there, brackets left open, then a last line "// byte 17: unknown tag 0x3f", and bytes +
 * end->at is where to go on in hex: a tag, a length, a reference or a count that is wrong, bytes
 * behind the value, depth, or no room left.
 *
 * Work and memory are bounded by n and by the cap of out, never by what the bytes claim.  false
 * with out->overflow: out had no room even for the last line, and is as it was. */
bool v8_print(const char *bytes, size_t n, struct buf *out, struct print_end *end);

#endif
