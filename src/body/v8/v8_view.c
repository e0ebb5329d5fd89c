/* ArrayBuffers and the views of them. */
#include "body/v8/v8_reader.h"

enum element { ELEMENT_HEX, ELEMENT_INT, ELEMENT_UINT, ELEMENT_FLOAT };

enum { FLAG_TRACKS_LENGTH = 1, NUMBER_ROW = 8, NO_NODE = 255 };

struct view {
    char subtag;  /* behind V; 0: only in node's numbering */
    uint8_t node; /* index in the host objects of node */
    const char *name;
    enum element element;
    size_t size; /* of an element, in bytes */
};

static const struct view views[] = {
    {'b', 0, "Int8Array", ELEMENT_INT, 1},         {'B', 1, "Uint8Array", ELEMENT_HEX, 1},
    {'C', 2, "Uint8ClampedArray", ELEMENT_HEX, 1}, {'w', 3, "Int16Array", ELEMENT_INT, 2},
    {'W', 4, "Uint16Array", ELEMENT_UINT, 2},      {'d', 5, "Int32Array", ELEMENT_INT, 4},
    {'D', 6, "Uint32Array", ELEMENT_UINT, 4},      {'h', NO_NODE, "Float16Array", ELEMENT_FLOAT, 2},
    {'f', 7, "Float32Array", ELEMENT_FLOAT, 4},    {'F', 8, "Float64Array", ELEMENT_FLOAT, 8},
    {'?', 9, "DataView", ELEMENT_HEX, 1},          {'\0', 10, "Buffer", ELEMENT_HEX, 1},
    {'q', 11, "BigInt64Array", ELEMENT_INT, 8},    {'Q', 12, "BigUint64Array", ELEMENT_UINT, 8},
};

enum { N_VIEWS = sizeof views / sizeof views[0] };

static void append_element(struct buf *out, const struct view *k, const uint8_t *p)
{
    uint64_t bits = print_load(p, k->size), sign = (uint64_t)1 << (8 * k->size - 1);
    const char *suffix = k->size == 8 ? "n" : "";

    switch (k->element) {
    case ELEMENT_HEX: break; /* print_hex() */
    case ELEMENT_INT: buf_print(out, "%lld%s", (long long)((bits ^ sign) - sign), suffix); break;
    case ELEMENT_UINT: buf_print(out, "%llu%s", (unsigned long long)bits, suffix); break;
    case ELEMENT_FLOAT: print_append_double(out, print_load_float(bits, k->size)); break;
    }
}

/* Between brackets, on one line or in rows. */
static void append_elements(struct v8 *v, const struct view *k, const uint8_t *bytes, size_t n)
{
    size_t count = n / k->size, shown = print_take_shown(&v->p, n, k->size) / k->size;
    bool rows = count > NUMBER_ROW || shown < count;

    buf_append_byte(&v->p.text, '[');
    v->p.depth++;
    for (size_t i = 0; i < shown; i++) {
        if (i)
            buf_append_byte(&v->p.text, ',');
        if (rows && i % NUMBER_ROW == 0)
            print_break_line(&v->p);
        else if (i)
            buf_append_byte(&v->p.text, ' ');
        append_element(&v->p.text, k, bytes + i * k->size);
    }
    if (shown < count) {
        print_break_line(&v->p);
        buf_print(&v->p.text, "... %zu more", count - shown);
    }
    print_close(&v->p, rows, "]");
}

static void append_view(struct v8 *v, const struct view *k, const uint8_t *bytes, size_t n)
{
    buf_print(&v->p.text, "%s(%zu) ", k->name, n / k->size);
    if (k->element == ELEMENT_HEX)
        print_hex(&v->p, bytes, n);
    else
        append_elements(v, k, bytes, n);
}

/* Reads the subtag. */
static const struct view *read_kind(struct v8 *v)
{
    size_t at = v->p.pos;
    uint32_t subtag;

    if (!v8_read_u32(v, &subtag))
        return NULL;
    for (size_t i = 0; i < N_VIEWS; i++)
        if (subtag && subtag == (unsigned char)views[i].subtag)
            return &views[i];
    print_fail(&v->p, at, "unknown kind of view 0x%02x", (unsigned)subtag);
    return NULL;
}

/* Behind V; nothing is printed until it holds. */
static bool print_view(struct v8 *v, const struct v8_object *buffer)
{
    const size_t at = v->p.pos - 1, total = buffer->len;
    const uint8_t *bytes = buffer->buffer;
    const struct view *k = read_kind(v);
    uint64_t offset, length, flags = 0;

    v->is_ambiguous |= !v->has_flags;
    if (!k || !v8_read_varint(v, &offset) || !v8_read_varint(v, &length) ||
        (v->has_flags && !v8_read_varint(v, &flags)))
        return false;
    if (flags & FLAG_TRACKS_LENGTH && offset <= total)
        length = (total - offset) / k->size * k->size;
    if (offset > total || length > total - offset || offset % k->size || length % k->size)
        return print_fail(&v->p, at, "view of %llu bytes at %llu, in a buffer of %zu",
                          (unsigned long long)length, (unsigned long long)offset, total);
    v8_begin_object(v);
    append_view(v, k, bytes + offset, (size_t)length);
    if (length < total)
        buf_print(&v->p.text, " at byte %zu of %zu", (size_t)offset, total);
    v->objects[v->n_objects - 1].is_open = false;
    return true;
}

static bool read_content(struct v8 *v, struct v8_object *o, bool resizable, uint32_t *max)
{
    size_t at = v->p.pos;
    uint32_t claimed;

    if (!resizable)
        return v8_read_span(v, "buffer", &o->buffer, &o->len);
    if (!v8_read_u32(v, &claimed) || !v8_read_u32(v, max))
        return false;
    if (claimed > *max || claimed > v->p.n - v->p.pos)
        return print_fail(&v->p, at, "buffer of %u bytes, at most %u, but %zu are left",
                          (unsigned)claimed, (unsigned)*max, v->p.n - v->p.pos);
    o->buffer = v->p.bytes + v->p.pos;
    o->len = claimed;
    v->p.pos += claimed;
    return true;
}

bool v8_print_buffer(struct v8 *v, uint8_t tag)
{
    size_t id = v8_begin_object(v);
    struct v8_object buffer = {.at = v->p.text.len, .is_buffer = true};
    uint32_t max = 0;
    bool ok = true;

    if (!read_content(v, &buffer, tag == '~', &max))
        return false;
    v->objects[id] = buffer;
    if (v8_skip_tag(v, 'V')) {
        ok = print_view(v, &buffer);
        v->objects[id].is_viewed = ok;
        if (ok) {
            v->objects[id].at = v->p.text.len;
            return true;
        }
    }
    buf_print(&v->p.text, "ArrayBuffer(%zu", buffer.len);
    if (tag == '~')
        buf_print(&v->p.text, ", max %u", (unsigned)max);
    buf_append_str(&v->p.text, ") ");
    print_hex(&v->p, buffer.buffer, buffer.len);
    return ok;
}

bool v8_print_reference(struct v8 *v, uint8_t tag)
{
    size_t at = v->p.pos;
    struct v8_object object;
    uint32_t id;

    (void)tag;
    if (!v8_read_u32(v, &id))
        return false;
    if (id >= v->n_objects)
        return print_fail(&v->p, at, "reference to object %u, but %zu have begun", (unsigned)id,
                          v->n_objects);
    object = v->objects[id];
    if (!object.is_buffer || !v8_skip_tag(v, 'V')) {
        v8_print_link(v, id);
        return true;
    }
    if (!print_view(v, &object))
        return false;
    buf_append_str(&v->p.text, " in ");
    v8_print_link(v, id);
    return true;
}

bool v8_print_node_view(struct v8 *v, uint32_t index)
{
    size_t at = v->p.pos - 1, len;
    const uint8_t *bytes;

    for (size_t i = 0; i < N_VIEWS; i++) {
        if (views[i].node != index || index == NO_NODE)
            continue;
        if (!v8_read_span(v, "view", &bytes, &len))
            return false;
        if (len % views[i].size)
            return print_fail(&v->p, at, "%s of %zu bytes", views[i].name, len);
        append_view(v, &views[i], bytes, len);
        return true;
    }
    return print_fail(&v->p, at, "unknown host object %u", (unsigned)index);
}
