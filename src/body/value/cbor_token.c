#include "body/value/cbor_token.h"

#include <cbor.h>

/* The type of counts and lengths in callbacks changed. */
#if CBOR_MAJOR_VERSION == 0 && CBOR_MINOR_VERSION < 10
typedef size_t cbor_count;
#else
typedef uint64_t cbor_count;
#endif

enum { FALSE = 20, TRUE, NIL, UNDEFINED };

static void set(void *token, enum cbor_kind kind, uint64_t value)
{
    struct cbor_token *t = token;

    t->kind = kind;
    t->value = value;
}

static void set_span(void *token, enum cbor_kind kind, cbor_data bytes, uint64_t n)
{
    struct cbor_token *t = token;

    set(token, kind, n);
    t->bytes = bytes;
}

static void set_float(void *token, double number)
{
    struct cbor_token *t = token;

    t->kind = CBOR_FLOAT;
    t->number = number;
}

static void on_uint8(void *t, uint8_t u)
{
    set(t, CBOR_UINT, u);
}
static void on_uint16(void *t, uint16_t u)
{
    set(t, CBOR_UINT, u);
}
static void on_uint32(void *t, uint32_t u)
{
    set(t, CBOR_UINT, u);
}
static void on_uint64(void *t, uint64_t u)
{
    set(t, CBOR_UINT, u);
}
static void on_negint8(void *t, uint8_t u)
{
    set(t, CBOR_NEGINT, u);
}
static void on_negint16(void *t, uint16_t u)
{
    set(t, CBOR_NEGINT, u);
}
static void on_negint32(void *t, uint32_t u)
{
    set(t, CBOR_NEGINT, u);
}
static void on_negint64(void *t, uint64_t u)
{
    set(t, CBOR_NEGINT, u);
}
static void on_bytes(void *t, cbor_data s, cbor_count n)
{
    set_span(t, CBOR_BYTES, s, n);
}
static void on_text(void *t, cbor_data s, cbor_count n)
{
    set_span(t, CBOR_TEXT, s, n);
}
static void on_bytes_pieces(void *t)
{
    set(t, CBOR_BYTES_PIECES, 0);
}
static void on_text_pieces(void *t)
{
    set(t, CBOR_TEXT_PIECES, 0);
}
static void on_array(void *t, cbor_count n)
{
    set(t, CBOR_ARRAY, n);
}
static void on_array_open(void *t)
{
    set(t, CBOR_ARRAY_OPEN, 0);
}
static void on_map(void *t, cbor_count n)
{
    set(t, CBOR_MAP, n);
}
static void on_map_open(void *t)
{
    set(t, CBOR_MAP_OPEN, 0);
}
static void on_tag(void *t, uint64_t u)
{
    set(t, CBOR_TAG_HEAD, u);
}
static void on_float(void *t, float f)
{
    set_float(t, (double)f);
}
static void on_double(void *t, double d)
{
    set_float(t, d);
}
static void on_undefined(void *t)
{
    set(t, CBOR_SIMPLE, UNDEFINED);
}
static void on_null(void *t)
{
    set(t, CBOR_SIMPLE, NIL);
}
static void on_bool(void *t, bool is)
{
    set(t, CBOR_SIMPLE, is ? TRUE : FALSE);
}
static void on_break(void *t)
{
    set(t, CBOR_BREAK, 0);
}

static const struct cbor_callbacks callbacks = {
    .uint8 = on_uint8,
    .uint16 = on_uint16,
    .uint32 = on_uint32,
    .uint64 = on_uint64,
    .negint8 = on_negint8,
    .negint16 = on_negint16,
    .negint32 = on_negint32,
    .negint64 = on_negint64,
    .byte_string_start = on_bytes_pieces,
    .byte_string = on_bytes,
    .string = on_text,
    .string_start = on_text_pieces,
    .indef_array_start = on_array_open,
    .array_start = on_array,
    .indef_map_start = on_map_open,
    .map_start = on_map,
    .tag = on_tag,
    .float2 = on_float,
    .float4 = on_float,
    .float8 = on_double,
    .undefined = on_undefined,
    .null = on_null,
    .boolean = on_bool,
    .indef_break = on_break,
};

/* Heads that libcbor refuses (some tags below 24, in 0.8) or that it has no callback for. */
static bool read_plain(struct print *p, struct cbor_token *t)
{
    uint8_t head = p->bytes[p->pos];

    if (head >= 0xc0 && head <= 0xd7)
        set(t, CBOR_TAG_HEAD, head - 0xc0U);
    else if (head >= 0xe0 && head <= 0xf3)
        set(t, CBOR_SIMPLE, head - 0xe0U);
    else if (head == 0xf8 && p->pos + 1 < p->n && p->bytes[p->pos + 1] >= 32)
        set(t, CBOR_SIMPLE, p->bytes[p->pos + 1]);
    else
        return false;
    p->pos += head == 0xf8 ? 2 : 1;
    return true;
}

bool cbor_read_token(struct print *p, struct cbor_token *t)
{
    struct cbor_decoder_result r;

    *t = (struct cbor_token){.at = p->pos};
    if (p->pos == p->n)
        return print_fail_short(p, p->pos, "the value");
    if (read_plain(p, t))
        return true;
    if (p->bytes[p->pos] == 0xf8 && p->pos + 1 == p->n)
        return print_fail_short(p, p->pos, "the value");
    r = cbor_stream_decode(p->bytes + p->pos, p->n - p->pos, &callbacks, t);
    if (r.status == CBOR_DECODER_NEDATA)
        return print_fail_short(p, p->pos, "the value");
    if (r.status != CBOR_DECODER_FINISHED || t->kind == CBOR_NONE || !r.read)
        return print_fail(p, p->pos, "0x%02x begins no value", p->bytes[p->pos]);
    p->pos += r.read;
    return true;
}
