/* MessagePack as text written like JavaScript, see print.h.  Pure.
 *
 * Beyond what print.h says: timestamps are Date(...), other extensions ext(5) <01 02>.  Keys that
 * are no strings are printed as values. */
#include "body/value/print.h"

#include <mpack.h>

enum { TIMESTAMP = -1 };

static bool print_value(struct print *p);

/* Moves p->pos behind a head; what follows it is not looked at. */
static bool read_head(struct print *p, mpack_token_t *t)
{
    mpack_tokbuf_t fresh;
    size_t left = p->n - p->pos;
    const char *at;
    int status;

    *t = (mpack_token_t){.type = MPACK_TOKEN_NIL};
    if (!left)
        return print_fail_short(p, p->pos, "the value");
    at = (const char *)p->bytes + p->pos;
    mpack_tokbuf_init(&fresh);
    status = mpack_read(&fresh, &at, &left, t);
    if (status == MPACK_EOF)
        return print_fail_short(p, p->pos, "the value");
    if (status != MPACK_OK)
        return print_fail(p, p->pos, "0x%02x begins no value", p->bytes[p->pos]);
    p->pos = p->n - left;
    return true;
}

/* The bytes of a string, of bytes or of an extension. */
static bool take_span(struct print *p, const mpack_token_t *t, const uint8_t **bytes)
{
    if (t->length > p->n - p->pos)
        return print_fail_short(p, p->pos, "a string");
    *bytes = p->bytes + p->pos;
    p->pos += t->length;
    return true;
}

static uint64_t load_big(const uint8_t *bytes, size_t n)
{
    uint64_t value = 0;

    for (size_t i = 0; i < n; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* Nanoseconds come with the seconds, in 4, 8 or 12 bytes. */
static bool print_timestamp(struct print *p, const uint8_t *bytes, size_t n)
{
    uint64_t seconds, ns = 0;

    if (n != 4 && n != 8 && n != 12)
        return false;
    if (n == 12) {
        ns = load_big(bytes, 4);
        seconds = load_big(bytes + 4, 8);
    } else {
        seconds = load_big(bytes, n);
    }
    if (n == 8) {
        ns = seconds >> 34;
        seconds &= (UINT64_C(1) << 34) - 1;
    }
    if (ns >= 1000000000)
        return false;
    print_append_time(&p->text, (int64_t)seconds, (uint32_t)ns);
    print_note_number(p, (double)seconds, true);
    return true;
}

static bool print_ext(struct print *p, const mpack_token_t *t)
{
    /* libmpack leaves the sign away. */
    const int type = t->data.ext_type - (t->data.ext_type > INT8_MAX ? 256 : 0);
    const uint8_t *bytes = NULL;

    if (!take_span(p, t, &bytes))
        return false;
    if (type == TIMESTAMP && print_timestamp(p, bytes, t->length))
        return true;
    buf_print(&p->text, "ext(%d) ", type);
    print_hex(p, bytes, t->length);
    return true;
}

static bool print_entry_key(struct print *p, int64_t *last)
{
    size_t at = p->pos;
    const uint8_t *bytes = NULL;
    mpack_token_t t;

    if (!read_head(p, &t))
        return false;
    if (t.type == MPACK_TOKEN_STR)
        return take_span(p, &t, &bytes) && print_key(p, bytes, t.length);
    print_note_key(p, t.type == MPACK_TOKEN_UINT,
                   t.type == MPACK_TOKEN_UINT ? mpack_unpack_uint(t) : 0, last);
    p->pos = at;
    return print_value(p) && buf_append_str(&p->text, ": ");
}

/* Each item takes a byte at least. */
static bool print_list(struct print *p, const mpack_token_t *t)
{
    bool is_map = t->type == MPACK_TOKEN_MAP;
    size_t items = 0;
    int64_t last = -1;

    if (!print_open(p, is_map ? "{" : "["))
        return false;
    while (items < t->length) {
        if (p->pos == p->n)
            return print_fail_short(p, p->pos, "the value");
        if (!print_begin_item(p, &items) || (is_map && !print_entry_key(p, &last)) ||
            !print_value(p))
            return false;
    }
    print_close(p, items, is_map ? "}" : "]");
    return true;
}

static bool print_span(struct print *p, const mpack_token_t *t)
{
    const uint8_t *bytes = NULL;

    if (!take_span(p, t, &bytes))
        return false;
    if (t->type == MPACK_TOKEN_STR)
        return print_string(p, bytes, t->length);
    print_hex(p, bytes, t->length);
    return true;
}

static bool print_value(struct print *p)
{
    mpack_token_t t;

    if (!read_head(p, &t))
        return false;
    switch (t.type) {
    case MPACK_TOKEN_NIL: return buf_append_str(&p->text, "null");
    case MPACK_TOKEN_BOOLEAN:
        return buf_append_str(&p->text, mpack_unpack_boolean(t) ? "true" : "false");
    case MPACK_TOKEN_UINT:
        print_note_number(p, (double)mpack_unpack_uint(t), mpack_unpack_uint(t) > UINT32_MAX);
        return buf_print(&p->text, "%llu", mpack_unpack_uint(t));
    case MPACK_TOKEN_SINT: return buf_print(&p->text, "%lld", mpack_unpack_sint(t));
    case MPACK_TOKEN_FLOAT:
        print_note_number(p, mpack_unpack_float_fast(t), t.length == 8);
        print_append_double(&p->text, mpack_unpack_float_fast(t));
        return true;
    case MPACK_TOKEN_ARRAY:
    case MPACK_TOKEN_MAP: return print_list(p, &t);
    case MPACK_TOKEN_STR:
    case MPACK_TOKEN_BIN: return print_span(p, &t);
    case MPACK_TOKEN_EXT: return print_ext(p, &t);
    case MPACK_TOKEN_CHUNK: break;
    }
    return print_fail(p, p->pos, "a piece of a string where a value must be");
}

/* A map or a list: other values stand alone. */
static bool begins_more(uint8_t byte)
{
    return (byte >= 0x80 && byte <= 0x9f) || (byte >= 0xdc && byte <= 0xdf);
}

static bool print_values(struct print *p)
{
    return begins_more(p->n ? p->bytes[0] : 0) ? print_sequence(p, print_value, begins_more)
                                               : print_value(p);
}

bool msgpack_print(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                   struct print_facts *facts)
{
    return print_run(bytes, n, out, end, facts, print_values);
}
