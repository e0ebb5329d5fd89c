/* CBOR (RFC 8949) as text written like JavaScript, see print.h.  Pure.
 *
 * Beyond what print.h says:
 *   Date(...)          tags 0 and 1; tag 0 as it is written
 *   12n                tags 2 and 3, BigInts
 *   tag(32) VALUE      other tags; the one that only says "this is CBOR" is left out in front
 *   undefined, simple(16), NaN, -Infinity
 * Keys that are no strings are printed as values.  Strings in pieces are printed as one. */
#include "body/value/print.h"

#include "base/memory/mem.h"
#include "body/value/cbor_token.h"

#include <stdlib.h>

enum { TAG_DATE_TEXT, TAG_DATE, TAG_BIGINT, TAG_NEGATIVE_BIGINT, TAG_CBOR = 55799 };
enum { DATE_CHARS = 40, MAX_TAGS = 16 /* in a row */ };

static bool print_item(struct print *p, const struct cbor_token *t);

static bool print_value(struct print *p)
{
    struct cbor_token t;

    return cbor_read_token(p, &t) && print_item(p, &t);
}

/* The pieces of a string, put together: to be freed by buf_free() in any case. */
static bool read_pieces(struct print *p, const struct cbor_token *head, struct buf *out)
{
    enum cbor_kind kind = head->kind == CBOR_TEXT_PIECES ? CBOR_TEXT : CBOR_BYTES;
    struct cbor_token t;

    buf_init(out, p->n);
    while (cbor_read_token(p, &t)) {
        if (t.kind == CBOR_BREAK)
            return true;
        if (t.kind != kind)
            return print_fail(p, t.at, "another value within a string in pieces");
        buf_append(out, t.bytes, (size_t)t.value);
    }
    return false;
}

static bool print_pieces(struct print *p, const struct cbor_token *t, bool is_key)
{
    struct buf s;
    bool ok = read_pieces(p, t, &s);
    const uint8_t *bytes = (const uint8_t *)(s.bytes ? s.bytes : "");

    if (ok && t->kind == CBOR_BYTES_PIECES)
        print_hex(p, bytes, s.len);
    else if (ok)
        ok = is_key ? print_key(p, bytes, s.len) : print_string(p, bytes, s.len);
    buf_free(&s);
    return ok;
}

static bool print_entry_key(struct print *p, const struct cbor_token *t, int64_t *last)
{
    if (t->kind == CBOR_TEXT)
        return print_key(p, t->bytes, (size_t)t->value);
    if (t->kind == CBOR_TEXT_PIECES)
        return print_pieces(p, t, true);
    print_note_key(p, t->kind == CBOR_UINT, t->value, last);
    return print_item(p, t) && buf_append_str(&p->text, ": ");
}

/* Items until their count or the break.  Each takes a byte at least. */
static bool print_list(struct print *p, const struct cbor_token *t)
{
    bool is_map = t->kind == CBOR_MAP || t->kind == CBOR_MAP_OPEN;
    bool is_open = t->kind == CBOR_MAP_OPEN || t->kind == CBOR_ARRAY_OPEN;
    size_t items = 0;
    int64_t last = -1;

    if (!print_open(p, is_map ? "{" : "["))
        return false;
    while (is_open || items < t->value) {
        struct cbor_token item;

        if (!cbor_read_token(p, &item))
            return false;
        if (is_open && item.kind == CBOR_BREAK)
            break;
        if (!print_begin_item(p, &items))
            return false;
        if (!(is_map ? print_entry_key(p, &item, &last) && print_value(p) : print_item(p, &item)))
            return false;
    }
    print_close(p, items, is_map ? "}" : "]");
    return true;
}

/* As it is written, where it is made of what dates are made of. */
static bool print_date_text(struct print *p, const struct cbor_token *t)
{
    if (t->kind != CBOR_TEXT || t->value > DATE_CHARS || !t->value)
        return false;
    for (size_t i = 0; i < t->value; i++) {
        uint8_t c = t->bytes[i];

        if ((c < '0' || c > ':') && c != '-' && c != '+' && c != '.' && c != 'T' && c != 'Z')
            return false;
    }
    return buf_print(&p->text, "Date(%.*s)", (int)t->value, (const char *)t->bytes);
}

static bool print_date(struct print *p, const struct cbor_token *t)
{
    print_note_number(p, t->kind == CBOR_FLOAT ? t->number : (double)t->value, true);
    if (t->kind == CBOR_FLOAT)
        print_append_date(&p->text, t->number * 1000);
    else if (t->kind == CBOR_UINT)
        print_append_time(&p->text, t->value > INT64_MAX ? INT64_MAX : (int64_t)t->value, 0);
    else if (t->kind == CBOR_NEGINT)
        print_append_time(&p->text, t->value > INT64_MAX ? INT64_MIN : -1 - (int64_t)t->value, 0);
    else
        return false;
    return true;
}

/* The bytes come highest first; of a negative one they are -1 - value. */
static bool print_bigint(struct print *p, const struct cbor_token *t, bool negative)
{
    size_t n = (size_t)t->value;
    bool carry = negative;
    uint8_t *low;

    if (t->kind != CBOR_BYTES)
        return false;
    low = mem_resize(NULL, n + 1, 1);
    for (size_t i = 0; i < n; i++) {
        low[i] = (uint8_t)(t->bytes[n - 1 - i] + carry);
        carry = carry && low[i] == 0;
    }
    low[n] = carry;
    print_append_bigint(&p->text, negative, low, n + 1);
    free(low);
    return true;
}

static bool print_tagged(struct print *p, const struct cbor_token *tag)
{
    struct cbor_token t = *tag;
    uint64_t number = 0;

    for (int i = 0; t.kind == CBOR_TAG_HEAD; i++) {
        number = t.value;
        if (i == MAX_TAGS)
            return print_fail(p, t.at, "more than %d tags in a row", MAX_TAGS);
        if (!cbor_read_token(p, &t))
            return false;
        if ((number == TAG_DATE_TEXT && print_date_text(p, &t)) ||
            (number == TAG_DATE && print_date(p, &t)) ||
            ((number == TAG_BIGINT || number == TAG_NEGATIVE_BIGINT) &&
             print_bigint(p, &t, number == TAG_NEGATIVE_BIGINT)))
            return true;
        buf_print(&p->text, "tag(%llu) ", (unsigned long long)number);
    }
    return print_item(p, &t);
}

static bool print_simple(struct print *p, const struct cbor_token *t)
{
    static const char *const words[] = {[20] = "false", "true", "null", "undefined"};

    if (t->value >= 20 && t->value <= 23)
        return buf_append_str(&p->text, words[t->value]);
    return buf_print(&p->text, "simple(%u)", (unsigned)t->value);
}

static bool print_integer(struct print *p, const struct cbor_token *t)
{
    if (t->kind == CBOR_UINT)
        print_note_number(p, (double)t->value, t->value > UINT32_MAX);
    if (t->kind == CBOR_UINT)
        return buf_print(&p->text, "%llu", (unsigned long long)t->value);
    if (t->value == UINT64_MAX)
        return buf_append_str(&p->text, "-18446744073709551616");
    return buf_print(&p->text, "-%llu", (unsigned long long)t->value + 1);
}

static bool print_item(struct print *p, const struct cbor_token *t)
{
    switch (t->kind) {
    case CBOR_UINT:
    case CBOR_NEGINT: return print_integer(p, t);
    case CBOR_BYTES: print_hex(p, t->bytes, (size_t)t->value); return true;
    case CBOR_TEXT: return print_string(p, t->bytes, (size_t)t->value);
    case CBOR_BYTES_PIECES:
    case CBOR_TEXT_PIECES: return print_pieces(p, t, false);
    case CBOR_ARRAY:
    case CBOR_ARRAY_OPEN:
    case CBOR_MAP:
    case CBOR_MAP_OPEN: return print_list(p, t);
    case CBOR_TAG_HEAD: return print_tagged(p, t);
    case CBOR_FLOAT:
        print_note_number(p, t->number, true);
        print_append_double(&p->text, t->number);
        return true;
    case CBOR_SIMPLE: return print_simple(p, t);
    case CBOR_BREAK:
    case CBOR_NONE: break;
    }
    return print_fail(p, t->at, "a break where a value must be");
}

/* A map, a list or a tag: other values stand alone. */
static bool begins_more(uint8_t byte)
{
    return byte >= 0x80 && byte <= 0xdb;
}

static bool print_top(struct print *p)
{
    struct cbor_token t;

    if (!cbor_read_token(p, &t))
        return false;
    if (t.kind == CBOR_TAG_HEAD && t.value == TAG_CBOR)
        return print_value(p);
    return print_item(p, &t);
}

static bool print_values(struct print *p)
{
    return begins_more(p->n ? p->bytes[0] : 0) ? print_sequence(p, print_top, begins_more)
                                               : print_top(p);
}

bool cbor_print(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                struct print_facts *facts)
{
    return print_run(bytes, n, out, end, facts, print_values);
}
