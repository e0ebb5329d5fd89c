/* A value by its tag, and those that hold no others. */
#include "body/v8/v8_reader.h"

static bool print_text(struct v8 *v, uint8_t tag)
{
    struct v8_string s;

    if (!v8_read_string(v, tag, &s))
        return false;
    v8_append_string(&v->p.text, &s);
    return true;
}

static bool print_bigint(struct v8 *v, uint8_t tag)
{
    size_t at = v->p.pos;
    uint32_t bitfield;

    (void)tag;
    if (!v8_read_u32(v, &bitfield))
        return false;
    if (bitfield >> 1 > v->p.n - v->p.pos)
        return print_fail(&v->p, at, "BigInt of %u bytes, but %zu are left",
                          (unsigned)bitfield >> 1, v->p.n - v->p.pos);
    print_append_bigint(&v->p.text, bitfield & 1, v->p.bytes + v->p.pos, bitfield >> 1);
    v->p.pos += bitfield >> 1;
    return true;
}

static bool print_word(struct v8 *v, uint8_t tag)
{
    return buf_append_str(&v->p.text, tag == '_'   ? "undefined"
                                      : tag == '0' ? "null"
                                      : tag == 'T' ? "true"
                                                   : "false");
}

/* Objects without items: dates, expressions, boxed primitives. */
static bool print_date(struct v8 *v, uint8_t tag)
{
    double ms;

    (void)tag;
    if (!v8_read_double(v, &ms))
        return false;
    print_append_date(&v->p.text, ms);
    return true;
}

static bool print_regexp(struct v8 *v, uint8_t tag)
{
    static const struct {
        unsigned bit;
        char letter;
    } flags[] = {{128, 'd'}, {1, 'g'},  {2, 'i'},   {64, 'l'}, {4, 'm'},
                 {32, 's'},  {16, 'u'}, {256, 'v'}, {8, 'y'}};
    struct v8_string source;
    uint32_t bits;
    size_t at;

    (void)tag;
    if (!v8_read_string_value(v, &source))
        return false;
    buf_append_byte(&v->p.text, '/');
    v8_append_source(&v->p.text, &source);
    buf_append_byte(&v->p.text, '/');
    at = v->p.pos;
    if (!v8_read_u32(v, &bits))
        return false;
    if (bits > 511)
        return print_fail(&v->p, at, "unknown flags 0x%x of a RegExp", (unsigned)bits);
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (bits & flags[i].bit)
            buf_append_byte(&v->p.text, flags[i].letter);
    return true;
}

static bool print_boxed(struct v8 *v, uint8_t tag)
{
    struct v8_string s;
    bool ok = true;

    buf_append_str(&v->p.text, tag == 'n'   ? "[Number: "
                               : tag == 'z' ? "[BigInt: "
                               : tag == 's' ? "[String: "
                                            : "[Boolean: ");
    if (tag == 'n')
        ok = v8_print_number(v, 'N');
    else if (tag == 'z')
        ok = print_bigint(v, 'Z');
    else if (tag == 's')
        ok = v8_read_string_value(v, &s);
    else
        print_word(v, tag == 'y' ? 'T' : 'F');
    if (ok && tag == 's')
        v8_append_string(&v->p.text, &s);
    return ok && buf_append_byte(&v->p.text, ']');
}

/* What was handed over beside the bytes, which no message holds. */
static bool print_outside(struct v8 *v, uint8_t tag)
{
    uint32_t number;

    if (!v8_read_u32(v, &number))
        return false;
    return buf_print(&v->p.text, "[%s %u, not in these bytes]",
                     tag == 't'   ? "transferred ArrayBuffer"
                     : tag == 'u' ? "SharedArrayBuffer"
                     : tag == 'w' ? "WebAssembly.Module"
                                  : "shared object",
                     (unsigned)number);
}

static const struct {
    bool (*print)(struct v8 *v, uint8_t tag);
    bool is_object; /* begins an object and ends it; buffers do so themselves */
} printers[256] = {
    ['_'] = {print_word, false},         ['0'] = {print_word, false},
    ['T'] = {print_word, false},         ['F'] = {print_word, false},
    ['I'] = {v8_print_number, false},    ['U'] = {v8_print_number, false},
    ['N'] = {v8_print_number, false},    ['Z'] = {print_bigint, false},
    ['"'] = {print_text, false},         ['c'] = {print_text, false},
    ['S'] = {print_text, false},         ['^'] = {v8_print_reference, false},
    ['o'] = {v8_print_object, true},     ['A'] = {v8_print_dense, true},
    ['a'] = {v8_print_sparse, true},     ['D'] = {print_date, true},
    ['y'] = {print_boxed, true},         ['x'] = {print_boxed, true},
    ['n'] = {print_boxed, true},         ['z'] = {print_boxed, true},
    ['s'] = {print_boxed, true},         ['R'] = {print_regexp, true},
    [';'] = {v8_print_map_or_set, true}, ['\''] = {v8_print_map_or_set, true},
    ['B'] = {v8_print_buffer, false},    ['~'] = {v8_print_buffer, false},
    ['r'] = {v8_print_error, true},      ['\\'] = {v8_print_host, true},
    ['t'] = {print_outside, true},       ['u'] = {print_outside, true},
    ['w'] = {print_outside, true},       ['p'] = {print_outside, false},
};

bool v8_print_value(struct v8 *v)
{
    uint32_t ignored;
    uint8_t tag;
    size_t id;

    if (!v8_read_tag(v, &tag))
        return false;
    while (tag == '?') /* a count of objects, for checks that are long gone */
        if (!v8_read_u32(v, &ignored) || !v8_read_tag(v, &tag))
            return false;
    if (!printers[tag].print)
        return print_fail(&v->p, v->p.pos - 1, "unknown tag 0x%02x", tag);
    if (!printers[tag].is_object)
        return printers[tag].print(v, tag);
    id = v8_begin_object(v);
    if (!printers[tag].print(v, tag))
        return false;
    v->objects[id].is_open = false;
    return true;
}
