#include "body/v8_reader.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { INDENT = 2, MAX_INDENT = 32 * INDENT };
enum { LABEL_ROOM = 32 /* of a <ref *N>, which is put in later */ };

bool v8_fail(struct v8 *v, size_t at, const char *fmt, ...)
{
    va_list ap;

    if (v->end.why[0])
        return false;
    va_start(ap, fmt);
    vsnprintf(v->end.why, sizeof v->end.why, fmt, ap);
    va_end(ap);
    v->end.at = at;
    return false;
}

bool v8_read_varint(struct v8 *v, uint64_t *value)
{
    size_t at = v->pos;

    *value = 0;
    for (unsigned shift = 0; v->pos < v->n; shift += 7) {
        uint8_t byte = v->bytes[v->pos++];

        if (shift < 64)
            *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return v8_fail(v, at, "the bytes end within a number");
}

/* V8 ignores what does not fit. */
bool v8_read_u32(struct v8 *v, uint32_t *value)
{
    uint64_t wide;
    bool ok = v8_read_varint(v, &wide);

    *value = (uint32_t)wide;
    return ok;
}

uint64_t v8_load(const uint8_t *p, size_t size)
{
    uint64_t value = 0;

    for (size_t i = size; i > 0; i--)
        value = value << 8 | p[i - 1];
    return value;
}

bool v8_read_double(struct v8 *v, double *value)
{
    uint64_t bits;

    if (v->n - v->pos < sizeof bits)
        return v8_fail(v, v->pos, "the bytes end within a number");
    bits = v8_load(v->bytes + v->pos, sizeof bits);
    memcpy(value, &bits, sizeof bits);
    v->pos += sizeof bits;
    return true;
}

bool v8_read_span(struct v8 *v, const char *what, const uint8_t **bytes, size_t *len)
{
    size_t at = v->pos;
    uint32_t claimed;

    if (!v8_read_u32(v, &claimed))
        return false;
    if (claimed > v->n - v->pos)
        return v8_fail(v, at, "%s of %u bytes, but %zu are left", what, (unsigned)claimed,
                       v->n - v->pos);
    *bytes = v->bytes + v->pos;
    *len = claimed;
    v->pos += claimed;
    return true;
}

static size_t skip_padding(const struct v8 *v)
{
    size_t pos = v->pos;

    while (pos < v->n && v->bytes[pos] == 0)
        pos++;
    return pos;
}

bool v8_read_tag(struct v8 *v, uint8_t *tag)
{
    v->pos = skip_padding(v);
    if (v->pos == v->n)
        return v8_fail(v, v->pos, "the bytes end before the value does");
    *tag = v->bytes[v->pos++];
    return true;
}

bool v8_skip_tag(struct v8 *v, uint8_t tag)
{
    size_t pos = skip_padding(v);

    if (pos == v->n || v->bytes[pos] != tag)
        return false;
    v->pos = pos + 1;
    return true;
}

bool v8_read_count(struct v8 *v, uint64_t expected)
{
    size_t at = v->pos;
    uint32_t count;

    if (!v8_read_u32(v, &count))
        return false;
    return count == expected || v8_fail(v, at, "the count is %u, but %llu were read",
                                        (unsigned)count, (unsigned long long)expected);
}

size_t v8_begin_object(struct v8 *v)
{
    if (v->n_objects == v->room) {
        v->room = v->room ? v->room * 2 : 16;
        v->objects = mem_resize(v->objects, v->room, sizeof *v->objects);
    }
    v->objects[v->n_objects] = (struct v8_object){.at = v->text.len, .is_open = true};
    return v->n_objects++;
}

bool v8_print_link(struct v8 *v, size_t id)
{
    struct v8_object *o = &v->objects[id];

    if (!o->label) {
        if (v->text.cap - v->text.len < LABEL_ROOM)
            v->text.overflow = true;
        else
            v->text.cap -= LABEL_ROOM;
        o->label = ++v->n_labels;
    }
    return buf_print(&v->text, "[%s *%zu]", o->is_open ? "Circular" : "Ref", o->label);
}

bool v8_open(struct v8 *v, const char *bracket)
{
    if (v->depth == V8_DEPTH)
        return v8_fail(v, v->pos - 1, "nested deeper than %d", V8_DEPTH);
    v->depth++;
    return buf_append_str(&v->text, bracket);
}

void v8_break_line(struct v8 *v)
{
    static const char line[1 + MAX_INDENT + 1] =
        "\n                                                                ";
    size_t indent = v->depth * INDENT;

    buf_append(&v->text, line, 1 + (indent > MAX_INDENT ? MAX_INDENT : indent));
}

bool v8_begin_item(struct v8 *v, size_t *items)
{
    if ((*items)++)
        buf_append_byte(&v->text, ',');
    v8_break_line(v);
    return !v->text.overflow;
}

void v8_close(struct v8 *v, size_t items, const char *bracket)
{
    v->depth--;
    if (items)
        v8_break_line(v);
    buf_append_str(&v->text, bracket);
}
