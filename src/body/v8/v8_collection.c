/* Objects, arrays, maps and sets: brackets with items, a count behind them. */
#include "body/v8/v8_reader.h"

static bool print_property_key(struct v8 *v, uint8_t tag)
{
    struct v8_string s;

    if (v8_is_number(tag))
        return v8_print_number(v, tag);
    if (!v8_is_string(tag))
        return print_fail(&v->p, v->p.pos - 1, "tag 0x%02x where a key must be", tag);
    if (!v8_read_string(v, tag, &s))
        return false;
    v8_append_key(&v->p.text, &s);
    return true;
}

bool v8_print_properties(struct v8 *v, uint8_t last, size_t *items)
{
    uint64_t count = 0;
    uint8_t tag;

    for (; !v8_skip_tag(v, last); count++) {
        if (!print_begin_item(&v->p, items) || !v8_read_tag(v, &tag) || !print_property_key(v, tag))
            return false;
        buf_append_str(&v->p.text, ": ");
        if (!v->print_value(v))
            return false;
    }
    return v8_read_count(v, count);
}

bool v8_print_object(struct v8 *v, uint8_t tag)
{
    size_t items = 0;

    (void)tag;
    if (!print_open(&v->p, "{") || !v8_print_properties(v, '{', &items))
        return false;
    print_close(&v->p, items, "}");
    return true;
}

static void print_holes(struct v8 *v, size_t *items, uint64_t holes)
{
    if (holes && print_begin_item(&v->p, items))
        buf_print(&v->p.text, "<%llu empty item%s>", (unsigned long long)holes,
                  holes == 1 ? "" : "s");
}

bool v8_print_dense(struct v8 *v, uint8_t tag)
{
    size_t at = v->p.pos, items = 0;
    uint64_t holes = 0;
    uint32_t length;

    (void)tag;
    if (!print_open(&v->p, "[") || !v8_read_u32(v, &length))
        return false;
    if (length > v->p.n - v->p.pos)
        return print_fail(&v->p, at, "array of %u, but %zu bytes are left", (unsigned)length,
                          v->p.n - v->p.pos);
    for (uint32_t i = 0; i < length; i++) {
        if (v8_skip_tag(v, '-')) {
            holes++;
            continue;
        }
        print_holes(v, &items, holes);
        holes = 0;
        if (!print_begin_item(&v->p, &items) || !v->print_value(v))
            return false;
    }
    print_holes(v, &items, holes);
    if (!v8_print_properties(v, '$', &items) || !v8_read_count(v, length))
        return false;
    print_close(&v->p, items, "]");
    return true;
}

/* Items stand in their place with the holes between them, while their indices rise; what follows a
 * name or stands out of order is a property. */
struct sparse {
    double length;
    double next; /* index of the next item; length once a property was there */
    size_t items;
};

static bool print_sparse_item(struct v8 *v, struct sparse *s)
{
    double index = -1;
    uint8_t tag;

    if (!v8_read_tag(v, &tag) || (v8_is_number(tag) && !v8_read_number(v, tag, &index)))
        return false;
    if (index >= s->next && index < s->length && (uint32_t)index == index) {
        print_holes(v, &s->items, (uint64_t)(index - s->next));
        s->next = index + 1;
        return print_begin_item(&v->p, &s->items) && v->print_value(v);
    }
    print_holes(v, &s->items, (uint64_t)(s->length - s->next));
    s->next = s->length;
    if (!print_begin_item(&v->p, &s->items))
        return false;
    if (v8_is_number(tag))
        print_append_double(&v->p.text, index);
    else if (!print_property_key(v, tag))
        return false;
    buf_append_str(&v->p.text, ": ");
    return v->print_value(v);
}

bool v8_print_sparse(struct v8 *v, uint8_t tag)
{
    struct sparse s = {0};
    uint64_t count = 0;
    uint32_t length;

    (void)tag;
    if (!print_open(&v->p, "[") || !v8_read_u32(v, &length))
        return false;
    s.length = length;
    for (; !v8_skip_tag(v, '@'); count++)
        if (!print_sparse_item(v, &s))
            return false;
    print_holes(v, &s.items, (uint64_t)(s.length - s.next));
    if (!v8_read_count(v, count) || !v8_read_count(v, length))
        return false;
    print_close(&v->p, s.items, "]");
    return true;
}

bool v8_print_map_or_set(struct v8 *v, uint8_t tag)
{
    bool is_map = tag == ';';
    uint64_t count = 0;
    size_t items = 0;

    if (!print_open(&v->p, is_map ? "Map {" : "Set {"))
        return false;
    for (; !v8_skip_tag(v, is_map ? ':' : ','); count += is_map ? 2 : 1) {
        if (!print_begin_item(&v->p, &items) || !v->print_value(v))
            return false;
        if (is_map && !(buf_append_str(&v->p.text, " => ") && v->print_value(v)))
            return false;
    }
    if (!v8_read_count(v, count))
        return false;
    print_close(&v->p, items, "}");
    return true;
}
