/* Which printed form bytes are, from the bytes alone, by weighing what speaks for it.  Pure.
 *
 *   v8        its header, and a value to the last byte
 *   msgpack   maps and lists, one or several, to the last byte, all strings UTF-8, and evidence:
 *             strings, keys that are strings or small rising numbers, times of these years
 *   cbor      marked as such; or the same, also behind a tag
 *   protobuf  always a guess: fields to the last byte, their numbers small, a string among them, or
 *             else two of them in order
 * With little evidence it is a guess, and shown with a ?; with less it is none.  MessagePack comes
 * first: what it takes for keys, CBOR takes for counts, and seldom the other way round. */
#pragma once

#include "body/forms.h"

struct guess {
    enum body_form form; /* BODY_BYTES: no idea */
    bool sure;     /* chance seldom makes this: bytes are taken for that where nobody said that
                      they are bytes */
    size_t values; /* one behind the other; else 0 or 1 */
};

/* Of bytes that are no text and no file.  cut: there may be more behind them. */
struct guess guess_form(const char *bytes, size_t n, bool cut);
