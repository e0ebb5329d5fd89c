/* ArrayBuffers and the views of them. */
#include "body/v8_reader.h"

#include <math.h>
#include <string.h>

enum element { ELEMENT_HEX, ELEMENT_INT, ELEMENT_UINT, ELEMENT_FLOAT };

enum { FLAG_TRACKS_LENGTH = 1, HEX_ROW = 16, NUMBER_ROW = 8, NO_NODE = 255 };

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

static double read_half(uint64_t bits)
{
    int exponent = (int)(bits >> 10 & 31);
    double fraction = (double)(bits & 1023), d;

    if (exponent == 31)
        d = fraction != 0 ? (double)NAN : (double)INFINITY;
    else if (exponent)
        d = ldexp(1024 + fraction, exponent - 25);
    else
        d = ldexp(fraction, -24);
    return bits >> 15 ? -d : d;
}

static double read_float(uint64_t bits, size_t size)
{
    uint32_t low = (uint32_t)bits;
    double d;
    float f;

    if (size == 2)
        return read_half(bits);
    if (size == 4) {
        memcpy(&f, &low, sizeof f);
        return (double)f;
    }
    memcpy(&d, &bits, sizeof d);
    return d;
}

static void append_hex(struct buf *out, uint8_t byte)
{
    static const char digits[] = "0123456789abcdef";
    const char two[] = {digits[byte >> 4], digits[byte & 15]};

    buf_append(out, two, sizeof two);
}

static void append_element(struct buf *out, const struct view *k, const uint8_t *p)
{
    uint64_t bits = v8_load(p, k->size), sign = (uint64_t)1 << (8 * k->size - 1);
    const char *suffix = k->size == 8 ? "n" : "";

    switch (k->element) {
    case ELEMENT_HEX: append_hex(out, p[0]); break;
    case ELEMENT_INT: buf_print(out, "%lld%s", (long long)((bits ^ sign) - sign), suffix); break;
    case ELEMENT_UINT: buf_print(out, "%llu%s", (unsigned long long)bits, suffix); break;
    case ELEMENT_FLOAT: v8_append_double(out, read_float(bits, k->size)); break;
    }
}

/* Between brackets, on one line or in rows. */
static void append_elements(struct v8 *v, const struct view *k, const uint8_t *bytes, size_t n)
{
    bool hex = k->element == ELEMENT_HEX;
    size_t count = n / k->size, row = hex ? HEX_ROW : NUMBER_ROW;
    size_t most = (v->unshown < V8_SHOWN ? v->unshown : V8_SHOWN) / k->size;
    size_t shown = count < most ? count : most;
    bool rows = count > row || shown < count;

    v->unshown -= shown * k->size;
    buf_append_byte(&v->text, hex ? '<' : '[');
    v->depth++;
    for (size_t i = 0; i < shown; i++) {
        if (i && !hex)
            buf_append_byte(&v->text, ',');
        if (rows && i % row == 0)
            v8_break_line(v);
        else if (i)
            buf_append_byte(&v->text, ' ');
        append_element(&v->text, k, bytes + i * k->size);
    }
    if (shown < count) {
        v8_break_line(v);
        buf_print(&v->text, "... %zu more", count - shown);
    }
    v8_close(v, rows, hex ? ">" : "]");
}

void v8_append_hex(struct v8 *v, const uint8_t *bytes, size_t n)
{
    static const struct view bare = {.element = ELEMENT_HEX, .size = 1};

    append_elements(v, &bare, bytes, n);
}

static void append_view(struct v8 *v, const struct view *k, const uint8_t *bytes, size_t n)
{
    buf_print(&v->text, "%s(%zu) ", k->name, n / k->size);
    append_elements(v, k, bytes, n);
}

/* Reads the subtag. */
static const struct view *read_kind(struct v8 *v)
{
    size_t at = v->pos;
    uint32_t subtag;

    if (!v8_read_u32(v, &subtag))
        return NULL;
    for (size_t i = 0; i < N_VIEWS; i++)
        if (subtag && subtag == (unsigned char)views[i].subtag)
            return &views[i];
    v8_fail(v, at, "unknown kind of view 0x%02x", (unsigned)subtag);
    return NULL;
}

/* Behind V; nothing is printed until it holds. */
static bool print_view(struct v8 *v, const struct v8_object *buffer)
{
    const size_t at = v->pos - 1, total = buffer->len;
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
        return v8_fail(v, at, "view of %llu bytes at %llu, in a buffer of %zu",
                       (unsigned long long)length, (unsigned long long)offset, total);
    v8_begin_object(v);
    append_view(v, k, bytes + offset, (size_t)length);
    if (length < total)
        buf_print(&v->text, " at byte %zu of %zu", (size_t)offset, total);
    v->objects[v->n_objects - 1].is_open = false;
    return true;
}

static bool read_content(struct v8 *v, struct v8_object *o, bool resizable, uint32_t *max)
{
    size_t at = v->pos;
    uint32_t claimed;

    if (!resizable)
        return v8_read_span(v, "buffer", &o->buffer, &o->len);
    if (!v8_read_u32(v, &claimed) || !v8_read_u32(v, max))
        return false;
    if (claimed > *max || claimed > v->n - v->pos)
        return v8_fail(v, at, "buffer of %u bytes, at most %u, but %zu are left", (unsigned)claimed,
                       (unsigned)*max, v->n - v->pos);
    o->buffer = v->bytes + v->pos;
    o->len = claimed;
    v->pos += claimed;
    return true;
}

bool v8_print_buffer(struct v8 *v, uint8_t tag)
{
    size_t id = v8_begin_object(v);
    struct v8_object buffer = {.at = v->text.len, .is_buffer = true};
    uint32_t max = 0;
    bool ok = true;

    if (!read_content(v, &buffer, tag == '~', &max))
        return false;
    v->objects[id] = buffer;
    if (v8_skip_tag(v, 'V')) {
        ok = print_view(v, &buffer);
        v->objects[id].is_viewed = ok;
        if (ok) {
            v->objects[id].at = v->text.len;
            return true;
        }
    }
    buf_print(&v->text, "ArrayBuffer(%zu", buffer.len);
    if (tag == '~')
        buf_print(&v->text, ", max %u", (unsigned)max);
    buf_append_str(&v->text, ") ");
    v8_append_hex(v, buffer.buffer, buffer.len);
    return ok;
}

bool v8_print_reference(struct v8 *v, uint8_t tag)
{
    size_t at = v->pos;
    struct v8_object object;
    uint32_t id;

    (void)tag;
    if (!v8_read_u32(v, &id))
        return false;
    if (id >= v->n_objects)
        return v8_fail(v, at, "reference to object %u, but %zu have begun", (unsigned)id,
                       v->n_objects);
    object = v->objects[id];
    if (!object.is_buffer || !v8_skip_tag(v, 'V')) {
        v8_print_link(v, id);
        return true;
    }
    if (!print_view(v, &object))
        return false;
    buf_append_str(&v->text, " in ");
    v8_print_link(v, id);
    return true;
}

bool v8_print_node_view(struct v8 *v, uint32_t index)
{
    size_t at = v->pos - 1, len;
    const uint8_t *bytes;

    for (size_t i = 0; i < N_VIEWS; i++) {
        if (views[i].node != index || index == NO_NODE)
            continue;
        if (!v8_read_span(v, "view", &bytes, &len))
            return false;
        if (len % views[i].size)
            return v8_fail(v, at, "%s of %zu bytes", views[i].name, len);
        append_view(v, &views[i], bytes, len);
        return true;
    }
    return v8_fail(v, at, "unknown host object %u", (unsigned)index);
}
