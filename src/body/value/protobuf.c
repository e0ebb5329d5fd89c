#include "body/value/protobuf.h"

#include "body/decode/text.h"

enum wire { WIRE_VARINT, WIRE_64, WIRE_BYTES, WIRE_GROUP, WIRE_GROUP_END, WIRE_32 };

enum { MAX_FIELD = (1 << 29) - 1, LIKELY_FIELD = 2047 /* two bytes with its type */ };

struct field {
    uint32_t number;
    enum wire wire;
    size_t at;
    uint64_t value; /* of a varint or fixed; the length of bytes */
    const uint8_t *bytes;
};

static bool read_varint(struct print *p, uint64_t *value)
{
    size_t at = p->pos;

    *value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
        uint8_t byte;

        if (p->pos == p->n)
            return print_fail_short(p, at, "a number");
        byte = p->bytes[p->pos++];
        if (shift == 63 && byte > 1)
            break;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            p->is_padded |= shift && !byte;
            return true;
        }
    }
    return print_fail(p, at, "a number of more than 64 bits");
}

static bool read_fixed(struct print *p, struct field *f, size_t size)
{
    if (p->n - p->pos < size)
        return print_fail_short(p, p->pos, "a number");
    f->value = print_load(p->bytes + p->pos, size);
    p->pos += size;
    return true;
}

static bool read_content(struct print *p, struct field *f)
{
    switch (f->wire) {
    case WIRE_VARINT: return read_varint(p, &f->value);
    case WIRE_64: return read_fixed(p, f, 8);
    case WIRE_32: return read_fixed(p, f, 4);
    case WIRE_GROUP:
    case WIRE_GROUP_END: return true;
    case WIRE_BYTES: break;
    }
    if (!read_varint(p, &f->value))
        return false;
    if (f->value > p->n - p->pos)
        return print_fail_short(p, p->pos, "a field");
    f->bytes = p->bytes + p->pos;
    p->pos += (size_t)f->value;
    return true;
}

static bool read_field(struct print *p, struct field *f)
{
    uint64_t key;

    *f = (struct field){.at = p->pos, .bytes = p->bytes + p->pos};
    if (!read_varint(p, &key))
        return false;
    f->wire = key & 7;
    if (key >> 3 == 0 || key >> 3 > MAX_FIELD)
        return print_fail(p, f->at, "no field has the number %llu", (unsigned long long)key >> 3);
    if (f->wire > WIRE_32)
        return print_fail(p, f->at, "unknown wire type %u", (unsigned)f->wire);
    f->number = (uint32_t)(key >> 3);
    return read_content(p, f);
}

bool protobuf_check(const char *bytes, size_t n, struct protobuf_facts *facts)
{
    struct print p = {.bytes = (const uint8_t *)bytes, .n = n};
    uint32_t groups[PROTOBUF_DEPTH];
    size_t depth = 0;
    uint32_t last = 0;
    struct field f;

    *facts = (struct protobuf_facts){.sorted = true};
    for (; p.pos < n; facts->fields++) {
        if (!read_field(&p, &f) || f.number > LIKELY_FIELD || p.is_padded)
            return false;
        facts->sorted &= f.number >= last || depth;
        last = depth ? last : f.number;
        if (f.wire == WIRE_GROUP_END && (!depth || groups[--depth] != f.number))
            return false;
        if (f.wire == WIRE_GROUP) {
            if (depth == PROTOBUF_DEPTH)
                return false;
            groups[depth++] = f.number;
        }
    }
    return !depth;
}

static bool print_fields(struct print *p, uint32_t group);

/* The fields of a part of the bytes. */
static bool print_message(struct print *p, const struct field *f)
{
    size_t n = p->n, pos = p->pos;
    bool ok;

    p->pos = (size_t)(f->bytes - p->bytes);
    p->n = pos;
    ok = print_fields(p, 0);
    p->n = n;
    return ok;
}

static bool print_bytes(struct print *p, const struct field *f)
{
    const char *s = (const char *)f->bytes;
    size_t n = (size_t)f->value;
    struct protobuf_facts facts;
    bool is_text = text_is_readable(s, n, false);
    bool may_nest = n && p->depth < PROTOBUF_DEPTH && (!is_text || s[0] == '\n');

    if (may_nest && protobuf_check(s, n, &facts))
        return print_message(p, f);
    if (is_text)
        return print_string(p, f->bytes, n);
    print_hex(p, f->bytes, n);
    return true;
}

static bool print_fixed(struct print *p, const struct field *f, size_t size)
{
    buf_print(&p->text, "fixed%zu 0x%0*llx (", size * 8, (int)size * 2,
              (unsigned long long)f->value);
    print_append_double(&p->text, print_load_float(f->value, size));
    return buf_append_byte(&p->text, ')');
}

static bool print_varint(struct print *p, const struct field *f)
{
    buf_print(&p->text, "%llu", (unsigned long long)f->value);
    if (f->value > INT64_MAX) /* -1 - ~value: no overflow on the way */
        buf_print(&p->text, " (%lld)", -1 - (long long)~f->value);
    return !p->text.overflow;
}

static bool print_content(struct print *p, const struct field *f)
{
    switch (f->wire) {
    case WIRE_VARINT: return print_varint(p, f);
    case WIRE_64: return print_fixed(p, f, 8);
    case WIRE_32: return print_fixed(p, f, 4);
    case WIRE_BYTES: return print_bytes(p, f);
    case WIRE_GROUP: return buf_append_str(&p->text, "group ") && print_fields(p, f->number);
    case WIRE_GROUP_END: break;
    }
    return false;
}

/* Until the end of the bytes, or of a group (not 0). */
static bool print_fields(struct print *p, uint32_t group)
{
    size_t items = 0;
    struct field f;

    if (!print_open(p, "{"))
        return false;
    while (group || p->pos < p->n) {
        if (!read_field(p, &f))
            return false;
        if (f.wire == WIRE_GROUP_END) {
            if (f.number != group)
                return print_fail(p, f.at, "the end of group %u, which is not open",
                                  (unsigned)f.number);
            break;
        }
        if (!print_begin_item(p, &items))
            return false;
        buf_print(&p->text, "%u: ", (unsigned)f.number);
        if (!print_content(p, &f))
            return false;
    }
    print_close(p, items, "}");
    return true;
}

static bool print_top(struct print *p)
{
    return print_fields(p, 0);
}

bool protobuf_print(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                    struct print_facts *facts)
{
    return print_run(bytes, n, out, end, facts, print_top);
}
