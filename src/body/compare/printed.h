/* What the printers of V8, CBOR, MessagePack and protobuf write (body/value/print.h) as JSON, for
 * its structure alone.  Pure.
 *
 * undefined is null; 12n is a number; dates, bytes, references and whatever else JSON has no word
 * for are strings.  A Map is an object, a Set an array; an error has its name as a member. */
#pragma once

#include "body/decode/decode.h"

/* false: there is no value, or no room; out then holds a part. */
bool printed_as_json(struct buf *out, const char *text, size_t n);

/* The same of a body as decoded, into out, which is empty before: valid JSON.  false: none of them
 * prints it, or what came of it is none. */
bool printed_body_as_json(struct buf *out, const struct body *b);
