#include "body/v8/v8_reader.h"

#include <stdlib.h>
#include <string.h>

enum { OLDEST = 13, NEWEST = 15 };

static bool read_header(struct v8 *v)
{
    uint32_t version;

    if (v->p.n < 2 || v->p.bytes[0] != 0xff)
        return print_fail(&v->p, 0, "no V8 value, which starts with ff and a version");
    v->p.pos = 1;
    if (!v8_read_u32(v, &version))
        return false;
    if (version < OLDEST || version > NEWEST)
        return print_fail(&v->p, 1, "unknown version %u", (unsigned)version);
    v->has_flags |= version > OLDEST;
    return true;
}

static void read_all(struct v8 *v)
{
    print_settle(&v->p, read_header(v) && v8_print_value(v));
}

/* What the bytes do not say: a host object is workerd's or node's, and a view of version 13 may
 * carry flags, by a bug of V8.  The first reading counts unless another gets to the end. */
static void read_best(struct v8 *best, const struct v8 *fresh)
{
    for (int i = 0; i < 4 && (i == 0 || (best->is_ambiguous && best->p.end.why[0])); i++) {
        struct v8 v = *fresh;

        v.is_node = i & 1;
        v.has_flags = i & 2;
        read_all(&v);
        if (i == 0 || !v.p.end.why[0]) {
            struct v8 worse = *best;

            *best = v;
            v = worse;
        }
        print_free(&v.p);
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
    const char *text = v->p.text.bytes ? v->p.text.bytes : "";
    size_t len = print_length(&v->p), done = 0;

    sort_labels(v);
    for (size_t i = 0; i < v->n_objects; i++) {
        const struct v8_object *o = &v->objects[i];
        size_t at = o->at < len ? o->at : len;

        buf_append(out, text + done, at - done);
        buf_print(out, o->is_viewed ? " in <ref *%zu>" : "<ref *%zu> ", o->label);
        done = at;
    }
    buf_append(out, text + done, len - done);
    print_append_end(out, &v->p, len);
}

bool v8_print(const char *bytes, size_t n, struct buf *out, struct print_end *end)
{
    struct v8 best = {0}, fresh = {.print_value = v8_print_value};

    if (!print_begin(&fresh.p, bytes, n, out, end))
        return false;
    read_best(&best, &fresh);
    append_text(out, &best);
    *end = best.p.end;
    print_free(&best.p);
    free(best.objects);
    return !end->why[0];
}
