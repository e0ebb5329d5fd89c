/* Which printed form bytes are, from the bytes alone.  Pure.
 *
 *   msgpack   a map or list, to the last byte, with strings, all of UTF-8, and all keys strings
 *   cbor      marked as such; or a map or list, to the last byte, with strings, all of UTF-8
 *   protobuf  weak: fields to the last byte, their numbers small, a string among them, or else two
 *             of them in order
 * MessagePack comes first: what it takes for keys, CBOR takes for counts, and seldom the other way
 * round.  V8 is told by its header, elsewhere. */
#pragma once

#include "body/forms.h"

/* Of bytes that are no text and no file; BODY_BYTES: no idea.  cut: there may be more behind them.
 */
enum body_form guess_form(const char *bytes, size_t n, bool cut);

/* A guess that chance seldom makes: bytes are taken for that where nobody said they are bytes. */
bool guess_is_strong(enum body_form form);

/* What stands behind the name of a form: "?" of one that is guessed at weakly, else "". */
const char *guess_mark(enum body_form form);
