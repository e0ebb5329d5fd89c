/* From the bytes that a producer sent to bytes that can be read: what is compressed is inflated,
 * text with a byte order mark is converted, and what is left is told as JSON, text, a form that
 * guess.h guesses, or bytes.  Found from the bytes alone, and only what is certain, but for
 * protobuf, which is named with a ?: anything else is shown as it is.  Pure.
 *
 * A layer of gzip or zstd is certain by its magic number.  zlib and deflate have none: they are
 * certain where they inflate to their end (deflate, which has no checksum, to text and with no byte
 * behind it) and the bytes are not text already.
 *
 * What other systems put around a body (framing.h) is taken off where what is inside shows that it
 * is that.
 *
 * What a layer inflates to is bounded by inflate_limit(); one that holds more is a bomb, is named
 * as one and stays packed. */
#pragma once

#include "body/decode/decode.h"

#include <stdbool.h>
#include <stddef.h>

enum { CHAIN_LAYERS = 3, CHAIN_PEEK = 4000 };

struct chain_wish {
    const char *text;     /* it came as text, and is called so where it is not JSON: never unpacked,
                             never bytes.  NULL: it came as bytes */
    const char *not_json; /* it should be JSON, and is called so where it is text; NULL: need not */
    bool any_json;        /* a lone string or number is JSON too; else only an object or a list */
    bool is_v8;           /* it is a V8 value */
    bool framed;          /* it was within a framing, and is in no other */
    bool cautious;        /* unpack only gzip and zstd, and only without a fault */
    size_t most; /* stop inflating a layer here and take what is there; SIZE_MAX: the limit */
};

/* Adds a step to the chain, behind an arrow. */
void chain_add(struct body *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The n characters are JSON of any kind, or, cut, can be the beginning of it. */
bool chain_is_json(const char *s, size_t n, bool cut);

/* What b is was inside of name, to which those steps led. */
void chain_wrap(struct body *b, const char *steps, const char *name);

/* Undoes compression and nothing else.  false: the last step is named already. */
bool chain_unpack(struct body *b, const struct chain_wish *wish);

/* Follows the steps from b->bytes on: sets form, chain, mark, bytes, cut and layers. */
void chain_follow(struct body *b, const struct chain_wish *wish);
