/* Compressed bytes: which way they are packed, and what they hold.  Pure; nothing is kept between
 * calls.
 *
 * The bytes are OUTSIDE bytes, so what comes out is bounded by the caller's buf, and how far it may
 * go is inflate_limit(). */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>

enum {
    INFLATE_MAX = 16 * 1000 * 1000, /* bytes that one layer may inflate to, */
    INFLATE_RATIO = 1000,           /* and times its own size */
};

enum packing {
    PACKING_NONE,
    PACKING_GZIP,
    PACKING_ZSTD,
    PACKING_ZLIB,
    PACKING_DEFLATE,
    PACKING_BROTLI,
    PACKING_COUNT
};

enum inflate_end {
    INFLATE_WHOLE,      /* to its end, checksums right; only zeros may stand behind it */
    INFLATE_BEHIND,     /* the same, but other bytes stand behind it */
    INFLATE_CUT,        /* the input ends before it does */
    INFLATE_BROKEN,     /* goes wrong somewhere, or a checksum does */
    INFLATE_DICTIONARY, /* needs a dictionary that is not here */
    INFLATE_FULL,       /* more than out may hold: out is full */
    INFLATE_COUNT
};

/* "gzip", "zstd", "zlib", "deflate", "brotli". */
const char *packing_name(enum packing p);

/* By the magic number at the start, or behind frames to be skipped: gzip or zstd.  The others have
 * none: whether bytes are one of them shows only when they are inflated. */
enum packing packing_find(const char *bytes, size_t n);

/* Where the frames to be skipped end that zstd and lz4 may have before what they packed. */
size_t packing_skip_frames(const char *bytes, size_t n);

/* They can be p at all, by their first bytes. */
bool packing_may_be(enum packing p, const char *bytes, size_t n);

/* How much n packed bytes may inflate to. */
size_t inflate_limit(size_t n);

/* Appends what the n bytes hold to out, up to its cap; gzip members and zstd frames one after the
 * other are one content.  However it ends, what could be read before stands
 * in out.  *behind: how many bytes
 * were not part of it. */
enum inflate_end inflate_bytes(enum packing p, const char *bytes, size_t n, struct buf *out,
                               size_t *behind);
