/* Packs bytes by the libraries' own writers, for tests that unpack them. */
#pragma once

#include "base/memory/mem.h"
#include "body/decode/base64.h"
#include "body/decode/inflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <brotli/encode.h>
#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

enum { PACKED_MAX = 64 << 20 };

static inline void pack_zlib(struct buf *out, int bits, const void *bytes, size_t n)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)n};
    char *room;

    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.avail_out = (uInt)deflateBound(&z, n) + 64;
    room = mem_new(z.avail_out, 1);
    z.next_out = (Bytef *)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    assert_true(buf_append(out, room, z.total_out));
    deflateEnd(&z);
    free(room);
}

static inline void pack_zstd(struct buf *out, const void *bytes, size_t n)
{
    size_t size = ZSTD_compressBound(n);
    char *room = mem_new(size, 1);

    size = ZSTD_compress(room, size, bytes, n, 3);
    assert_false(ZSTD_isError(size));
    assert_true(buf_append(out, room, size));
    free(room);
}

static inline void pack_brotli(struct buf *out, const void *bytes, size_t n)
{
    size_t size = BrotliEncoderMaxCompressedSize(n) + 64;
    char *room = mem_new(size, 1);

    assert_true(BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, n, bytes, &size,
                                      (uint8_t *)room));
    assert_true(buf_append(out, room, size));
    free(room);
}

/* Appends the n bytes packed as p to out. */
static inline void pack(struct buf *out, enum packing p, const void *bytes, size_t n)
{
    if (p == PACKING_ZSTD)
        pack_zstd(out, bytes, n);
    else if (p == PACKING_BROTLI)
        pack_brotli(out, bytes, n);
    else if (p == PACKING_NONE)
        assert_true(buf_append(out, bytes, n));
    else
        pack_zlib(out,
                  p == PACKING_GZIP   ? MAX_WBITS + 16
                  : p == PACKING_ZLIB ? MAX_WBITS
                                      : -MAX_WBITS,
                  bytes, n);
}
