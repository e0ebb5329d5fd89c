/* The forms of bodies that are shown as a printer writes them: which there are, and which one bytes
 * are.  Pure. */
#ifndef BODY_VALUE_PRINTED_H
#define BODY_VALUE_PRINTED_H

#include "body/decode/decode.h"
#include "body/value/print.h"

/* "v8", "cbor", "msgpack", "protobuf"; NULL: the form is shown as it is. */
const char *printed_name(enum body_form form);

/* Appends the text of bytes in such a form, as v8_print() does. */
bool printed_append(enum body_form form, const char *bytes, size_t n, struct buf *out,
                    struct print_end *end);

/* What bytes that are no text and no file are, from the bytes alone; BODY_BYTES: no idea.  cut:
 * there may be more behind them.
 *   cbor      marked as such; or a map or list, to the last byte, with strings, all of UTF-8
 *   msgpack   a map or list, to the last byte, with strings, all of UTF-8, and all keys strings
 *   protobuf  a guess: fields to the last byte, their numbers small, a string among them, or else
 *             two of them in order
 * MessagePack comes first: what it takes for keys, CBOR takes for counts, and seldom the other way
 * round.  V8 is told by its header, elsewhere. */
enum body_form printed_guess(const char *bytes, size_t n, bool cut);

#endif
