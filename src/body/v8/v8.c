/* A value as V8 serialises it (structured clone: version 13 to 15, what a Worker sends with content
 * type v8, and what node's v8.serialize() writes) as text written like JavaScript, to be shown and
 * searched.  Pure: no engine, nothing is looked up, compared or run.
 *
 *   {
 *     id: 12n,
 *     at: Date(2026-10-08T12:04:31.000Z),
 *     tags: <ref *1> Set {
 *       "a"
 *     },
 *     again: [Ref *1]
 *   }
 *
 * One property or item a line, and all else as print.h says.  Beyond plain JavaScript:
 *   <ref *1> VALUE     a value that is referred to further on, as node prints it
 *   [Circular *1]      a reference to a value that it stands in; [Ref *1] to one that it does not
 *   <2 empty items>    holes of an array
 *   Uint8Array(3) <01 02 03>, Int16Array(1) [-2], "at byte 1 of 4" where a view is not its whole
 *                      buffer, "in [Ref *1]" where it shares it; PRINT_SHOWN bytes of each at the
 *                      most, and of all no more than the value has
 *   [Number: 1]        a boxed primitive
 *   0x1f...n           a BigInt beyond PRINT_BIGINT bytes; others are decimal
 * A key that is there twice, which V8 refuses, is shown twice. */
#include "body/v8/v8_reader.h"

#include <stdlib.h>
#include <string.h>

enum { OLDEST = 13, NEWEST = 15 };

static bool read_header(struct v8 *v)
{
    uint32_t version;

    if (v->p.n < 2 || v->p.bytes[0] != 0xff)
        return print_fail(&v->p, 0, "not a V8 value: those start with ff and a version");
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

bool v8_print(const char *bytes, size_t n, struct buf *out, struct print_end *end,
              struct print_facts *facts)
{
    struct v8 best = {0}, fresh = {.print_value = v8_print_value};

    if (facts)
        *facts = (struct print_facts){0};
    if (!print_begin(&fresh.p, bytes, n, out, end))
        return false;
    read_best(&best, &fresh);
    append_text(out, &best);
    *end = best.p.end;
    print_tell_facts(&best.p, facts);
    print_free(&best.p);
    free(best.objects);
    return !end->why[0];
}
