#include "body/decode/inflate.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <brotli/decode.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { CHUNK = 16 << 10 };

/* The packed bytes and how far they are read. */
struct source {
    const unsigned char *bytes;
    size_t n;
    size_t at;
};

const char *packing_name(enum packing p)
{
    static const char *const names[] = {
        [PACKING_NONE] = "",     [PACKING_GZIP] = "gzip",       [PACKING_ZSTD] = "zstd",
        [PACKING_ZLIB] = "zlib", [PACKING_DEFLATE] = "deflate", [PACKING_BROTLI] = "brotli"};
    _Static_assert(ARRAY_LEN(names) == PACKING_COUNT, "a name for each packing");

    return names[p];
}

static bool is_gzip(const unsigned char *s, size_t n)
{
    return n >= 4 && s[0] == 0x1f && s[1] == 0x8b && s[2] == Z_DEFLATED && !(s[3] & 0xe0);
}

static bool is_zstd(const unsigned char *s, size_t n)
{
    return n >= 4 && memcmp(s, "\x28\xb5\x2f\xfd", 4) == 0;
}

/* A frame that holds nothing to be shown. */
static bool is_skippable(const unsigned char *s, size_t n)
{
    return n >= 4 && (s[0] & 0xf0) == 0x50 && memcmp(s + 1, "\x2a\x4d\x18", 3) == 0;
}

size_t packing_skip_frames(const char *bytes, size_t n)
{
    enum { HEAD = 8 };
    const unsigned char *s = (const unsigned char *)bytes;
    size_t at = 0;

    while (n - at >= HEAD && is_skippable(s + at, n - at)) {
        size_t len =
            s[at + 4] | (size_t)s[at + 5] << 8 | (size_t)s[at + 6] << 16 | (size_t)s[at + 7] << 24;

        if (len > n - at - HEAD)
            break;
        at += HEAD + len;
    }
    return at;
}

/* Method, window, the check of both, and no dictionary (RFC 1950). */
static bool may_be_zlib(const unsigned char *s, size_t n)
{
    return n >= 8 && (s[0] & 0x0f) == Z_DEFLATED && s[0] >> 4 <= 7 &&
           (s[0] << 8 | s[1]) % 31 == 0 && !(s[1] & 0x20);
}

bool packing_may_be(enum packing p, const char *bytes, size_t n)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t skipped;

    switch (p) {
    case PACKING_GZIP: return is_gzip(s, n);
    case PACKING_ZSTD:
        skipped = packing_skip_frames(bytes, n);
        return is_zstd(s + skipped, n - skipped);
    case PACKING_ZLIB: return may_be_zlib(s, n);
    case PACKING_DEFLATE: return n >= 8 && (s[0] >> 1 & 3) != 3; /* a type of block there is */
    case PACKING_BROTLI: return n >= 4;
    case PACKING_NONE:
    case PACKING_COUNT: break;
    }
    return false;
}

enum packing packing_find(const char *bytes, size_t n)
{
    return packing_may_be(PACKING_GZIP, bytes, n)   ? PACKING_GZIP
           : packing_may_be(PACKING_ZSTD, bytes, n) ? PACKING_ZSTD
                                                    : PACKING_NONE;
}

size_t inflate_limit(size_t n)
{
    return n < INFLATE_MAX / INFLATE_RATIO ? n * INFLATE_RATIO : INFLATE_MAX;
}

/* A byte more than out has room for: that one tells that it would be too much. */
static size_t chunk_size(const struct buf *out)
{
    size_t room = out->cap - out->len;

    return room < CHUNK ? room + 1 : CHUNK;
}

/* false: out is full. */
static bool put_chunk(struct buf *out, const char *chunk, size_t n)
{
    size_t room = out->cap - out->len;

    buf_append(out, chunk, n < room ? n : room);
    return n <= room;
}

static voidpf allocate(voidpf opaque, uInt n, uInt size)
{
    (void)opaque;
    return mem_new(n, size);
}

static void release(voidpf opaque, voidpf p)
{
    (void)opaque;
    free(p);
}

/* One member of gzip, or the whole of the others, which z was made for. */
static enum inflate_end inflate_member(z_stream *z, struct source *in, struct buf *out)
{
    char chunk[CHUNK];

    z->next_in = (Bytef *)(uintptr_t)(in->bytes + in->at);
    z->avail_in = (uInt)(in->n - in->at);
    for (;;) {
        size_t room = chunk_size(out);
        int code;

        z->next_out = (Bytef *)chunk;
        z->avail_out = (uInt)room;
        code = inflate(z, Z_NO_FLUSH);
        in->at = in->n - z->avail_in;
        /* cppcheck-suppress uninitvar ; inflate() fills it */
        if (!put_chunk(out, chunk, room - z->avail_out))
            return INFLATE_FULL;
        switch (code) {
        case Z_OK: break;
        case Z_STREAM_END: return INFLATE_WHOLE;
        case Z_BUF_ERROR: return INFLATE_CUT;
        case Z_NEED_DICT: return INFLATE_DICTIONARY;
        default: return INFLATE_BROKEN;
        }
    }
}

static enum inflate_end inflate_zlib(enum packing p, struct source *in, struct buf *out)
{
    int bits = p == PACKING_GZIP ? MAX_WBITS + 16 : p == PACKING_ZLIB ? MAX_WBITS : -MAX_WBITS;
    z_stream z = {.zalloc = allocate, .zfree = release};
    enum inflate_end end;

    if (in->n > UINT_MAX || inflateInit2(&z, bits) != Z_OK)
        return INFLATE_BROKEN;
    do {
        inflateReset(&z);
        end = inflate_member(&z, in, out);
    } while (end == INFLATE_WHOLE && p == PACKING_GZIP &&
             is_gzip(in->bytes + in->at, in->n - in->at));
    inflateEnd(&z);
    return end;
}

/* Why a frame cannot be read on. */
static enum inflate_end explain_zstd(size_t code)
{
    return ZSTD_getErrorCode(code) == ZSTD_error_dictionary_wrong ? INFLATE_DICTIONARY
                                                                  : INFLATE_BROKEN;
}

static bool goes_on(const struct source *in)
{
    const unsigned char *s = in->bytes + in->at;
    size_t left = in->n - in->at;

    return is_zstd(s, left) || is_skippable(s, left);
}

static enum inflate_end inflate_frames(ZSTD_DCtx *d, struct source *from, struct buf *out)
{
    ZSTD_inBuffer in = {from->bytes, from->n, 0};
    char chunk[CHUNK];

    for (;;) {
        ZSTD_outBuffer piece = {chunk, chunk_size(out), 0};
        size_t code = ZSTD_decompressStream(d, &piece, &in);

        from->at = in.pos;
        if (!put_chunk(out, chunk, piece.pos))
            return INFLATE_FULL;
        if (ZSTD_isError(code))
            return explain_zstd(code);
        if (code == 0 && !goes_on(from))
            return INFLATE_WHOLE;
        if (code > 0 && in.pos == in.size && piece.pos < piece.size)
            return INFLATE_CUT;
    }
}

static enum inflate_end inflate_zstd(struct source *in, struct buf *out)
{
    ZSTD_DCtx *d = ZSTD_createDCtx();
    enum inflate_end end = d ? inflate_frames(d, in, out) : INFLATE_BROKEN;

    ZSTD_freeDCtx(d);
    return end;
}

static void *allocate_brotli(void *opaque, size_t n)
{
    (void)opaque;
    return mem_new(n, 1);
}

static void release_brotli(void *opaque, void *p)
{
    (void)opaque;
    free(p);
}

static enum inflate_end inflate_brotli(struct source *in, struct buf *out)
{
    BrotliDecoderState *d = BrotliDecoderCreateInstance(allocate_brotli, release_brotli, NULL);
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    enum inflate_end end = INFLATE_BROKEN;
    char chunk[CHUNK];

    while (d && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        const uint8_t *next = in->bytes + in->at;
        uint8_t *to = (uint8_t *)chunk;
        size_t left = in->n - in->at, room = chunk_size(out), size = room;

        result = BrotliDecoderDecompressStream(d, &left, &next, &room, &to, NULL);
        in->at = in->n - left;
        if (!put_chunk(out, chunk, size - room)) {
            end = INFLATE_FULL;
            break;
        }
        if (result == BROTLI_DECODER_RESULT_SUCCESS)
            end = INFLATE_WHOLE;
        else if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
            end = INFLATE_CUT;
    }
    BrotliDecoderDestroyInstance(d);
    return end;
}

/* Padding to the size of a block of a tape is what gzip passes over too. */
static bool is_padding(const struct source *in)
{
    for (size_t i = in->at; i < in->n; i++)
        if (in->bytes[i])
            return false;
    return true;
}

enum inflate_end inflate_bytes(enum packing p, const char *bytes, size_t n, struct buf *out,
                               size_t *behind)
{
    struct source in = {.bytes = (const unsigned char *)bytes, .n = n};
    enum inflate_end end = INFLATE_BROKEN;

    if (p == PACKING_ZSTD)
        end = inflate_zstd(&in, out);
    else if (p == PACKING_BROTLI)
        end = inflate_brotli(&in, out);
    else if (p != PACKING_NONE)
        end = inflate_zlib(p, &in, out);
    *behind = 0;
    if (end == INFLATE_WHOLE && !is_padding(&in)) {
        *behind = in.n - in.at;
        end = INFLATE_BEHIND;
    }
    return end;
}
