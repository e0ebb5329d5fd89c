#include "body/v8_reader.h"

#include <stdlib.h>
#include <string.h>

enum { OLDEST = 13, NEWEST = 15 };

static bool read_header(struct v8 *v)
{
    uint32_t version;

    if (v->n < 2 || v->bytes[0] != 0xff)
        return v8_fail(v, 0, "no V8 value, which starts with ff and a version");
    v->pos = 1;
    if (!v8_read_u32(v, &version))
        return false;
    if (version < OLDEST || version > NEWEST)
        return v8_fail(v, 1, "unknown version %u", (unsigned)version);
    v->has_flags |= version > OLDEST;
    return true;
}

static void read_all(struct v8 *v)
{
    bool ok = read_header(v) && v8_print_value(v);

    if (v->text.overflow || !ok)
        v8_fail(v, v->pos, "too long to be shown whole");
    else if (v->pos < v->n)
        v8_fail(v, v->pos, "more bytes, %zu of them, behind the value", v->n - v->pos);
    else
        v->end.at = v->n;
}

/* What the bytes do not say: a host object is workerd's or node's, and a view of version 13 may
 * carry flags, by a bug of V8.  The first reading counts unless another gets to the end. */
static void read_best(struct v8 *best, const struct v8 *fresh)
{
    for (int i = 0; i < 4 && (i == 0 || (best->is_ambiguous && best->end.why[0])); i++) {
        struct v8 v = *fresh;

        v.is_node = i & 1;
        v.has_flags = i & 2;
        read_all(&v);
        if (i == 0 || !v.end.why[0]) {
            struct v8 worse = *best;

            *best = v;
            v = worse;
        }
        buf_free(&v.text);
        free(v.objects);
    }
}

static int compare_places(const void *a, const void *b)
{
    const struct v8_object *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->label < y->label ? -1 : x->label > y->label;
}

/* Drops the objects that are not referred to, and puts the others as they stand in the text. */
static void sort_labels(struct v8 *v)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n_objects; i++)
        if (v->objects[i].label)
            v->objects[n++] = v->objects[i];
    v->n_objects = n;
    if (n)
        qsort(v->objects, n, sizeof *v->objects, compare_places);
}

/* The text with its labels. */
static void append_text(struct buf *out, struct v8 *v)
{
    const char *text = v->text.bytes ? v->text.bytes : "";
    size_t len = v->text.len, done = 0;

    while (v->end.why[0] && len && (text[len - 1] == ' ' || text[len - 1] == '\n'))
        len--;
    sort_labels(v);
    for (size_t i = 0; i < v->n_objects; i++) {
        const struct v8_object *o = &v->objects[i];
        size_t at = o->at < len ? o->at : len;

        buf_append(out, text + done, at - done);
        buf_print(out, o->is_viewed ? " in <ref *%zu>" : "<ref *%zu> ", o->label);
        done = at;
    }
    buf_append(out, text + done, len - done);
    if (v->end.why[0])
        buf_print(out, "%s// byte %zu: %s", len ? "\n" : "", v->end.at, v->end.why);
}

bool v8_print(const char *bytes, size_t n, struct buf *out, struct v8_end *end)
{
    struct v8 best = {0}, fresh = {.bytes = (const uint8_t *)bytes, .n = n, .unshown = n};
    size_t left = out->cap - out->len;

    if (out->overflow || left < V8_END_LINE) {
        out->overflow = true;
        *end = (struct v8_end){.why = "no room to show it"};
        return false;
    }
    buf_init(&fresh.text, left - V8_END_LINE);
    read_best(&best, &fresh);
    append_text(out, &best);
    *end = best.end;
    buf_free(&best.text);
    free(best.objects);
    return !end->why[0];
}
