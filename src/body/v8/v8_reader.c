#include "body/v8/v8_reader.h"

#include "base/memory/mem.h"

#include <string.h>

enum { LABEL_ROOM = 32 /* of a <ref *N>, which is put in later */ };

bool v8_read_varint(struct v8 *v, uint64_t *value)
{
    size_t at = v->p.pos;

    *value = 0;
    for (unsigned shift = 0; v->p.pos < v->p.n; shift += 7) {
        uint8_t byte = v->p.bytes[v->p.pos++];

        if (shift < 64)
            *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return print_fail(&v->p, at, "the bytes end within a number");
}

/* V8 ignores what does not fit. */
bool v8_read_u32(struct v8 *v, uint32_t *value)
{
    uint64_t wide;
    bool ok = v8_read_varint(v, &wide);

    *value = (uint32_t)wide;
    return ok;
}

bool v8_read_double(struct v8 *v, double *value)
{
    uint64_t bits;

    if (v->p.n - v->p.pos < sizeof bits)
        return print_fail(&v->p, v->p.pos, "the bytes end within a number");
    bits = print_load(v->p.bytes + v->p.pos, sizeof bits);
    memcpy(value, &bits, sizeof bits);
    v->p.pos += sizeof bits;
    return true;
}

bool v8_read_span(struct v8 *v, const char *what, const uint8_t **bytes, size_t *len)
{
    size_t at = v->p.pos;
    uint32_t claimed;

    if (!v8_read_u32(v, &claimed))
        return false;
    if (claimed > v->p.n - v->p.pos)
        return print_fail(&v->p, at, "%s of %u bytes, but %zu are left", what, (unsigned)claimed,
                          v->p.n - v->p.pos);
    *bytes = v->p.bytes + v->p.pos;
    *len = claimed;
    v->p.pos += claimed;
    return true;
}

static size_t skip_padding(const struct v8 *v)
{
    size_t pos = v->p.pos;

    while (pos < v->p.n && v->p.bytes[pos] == 0)
        pos++;
    return pos;
}

bool v8_read_tag(struct v8 *v, uint8_t *tag)
{
    v->p.pos = skip_padding(v);
    if (v->p.pos == v->p.n)
        return print_fail(&v->p, v->p.pos, "the bytes end before the value does");
    *tag = v->p.bytes[v->p.pos++];
    return true;
}

bool v8_skip_tag(struct v8 *v, uint8_t tag)
{
    size_t pos = skip_padding(v);

    if (pos == v->p.n || v->p.bytes[pos] != tag)
        return false;
    v->p.pos = pos + 1;
    return true;
}

bool v8_read_count(struct v8 *v, uint64_t expected)
{
    size_t at = v->p.pos;
    uint32_t count;

    if (!v8_read_u32(v, &count))
        return false;
    return count == expected || print_fail(&v->p, at, "the count is %u, but %llu were read",
                                           (unsigned)count, (unsigned long long)expected);
}

size_t v8_begin_object(struct v8 *v)
{
    MEM_GROW(v->objects, v->n_objects);
    v->objects[v->n_objects] = (struct v8_object){.at = v->p.text.len, .is_open = true};
    return v->n_objects++;
}

bool v8_print_link(struct v8 *v, size_t id)
{
    struct v8_object *o = &v->objects[id];

    if (!o->label) {
        if (v->p.text.cap - v->p.text.len < LABEL_ROOM)
            v->p.text.overflow = true;
        else
            v->p.text.cap -= LABEL_ROOM;
        o->label = ++v->n_labels;
    }
    return buf_print(&v->p.text, "[%s *%zu]", o->is_open ? "Circular" : "Ref", o->label);
}

bool v8_is_number(uint8_t tag)
{
    return tag == 'I' || tag == 'U' || tag == 'N';
}

bool v8_read_number(struct v8 *v, uint8_t tag, double *d)
{
    uint32_t u;

    if (tag == 'N')
        return v8_read_double(v, d);
    if (!v8_read_u32(v, &u))
        return false;
    *d = tag == 'U' ? u : u & 1 ? -(double)(u >> 1) - 1 : u >> 1;
    return true;
}

bool v8_print_number(struct v8 *v, uint8_t tag)
{
    double d = 0;

    if (!v8_read_number(v, tag, &d))
        return false;
    print_append_double(&v->p.text, d);
    return true;
}
