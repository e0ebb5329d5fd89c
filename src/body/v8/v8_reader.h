/* What the parts of the V8 decoder share: the bytes being read, the
 * text being written, and the objects begun so far, which references count.
 *
 * Every function that returns bool says false once something is wrong (print_fail() was called) or
 * the text is full; the caller stops and hands the false on. */
#pragma once

#include "body/value/print.h"

/* An object in the order in which they begin: its index is the id that references name. */
struct v8_object {
    size_t at;             /* where its label goes in the text */
    size_t label;          /* N of <ref *N>; 0: not referred to so far */
    const uint8_t *buffer; /* content, of an ArrayBuffer */
    size_t len;
    bool is_buffer;
    bool is_open;   /* its end has not been read */
    bool is_viewed; /* a buffer of which only a view is printed: its label goes behind that */
};

struct v8 {
    struct print p; /* its text is without labels, which are known later */
    /* v8_print_value(): what holds values reads them through this, so that its file need not know
     * the one that knows all kinds. */
    bool (*print_value)(struct v8 *v);
    struct v8_object *objects;
    size_t n_objects;
    size_t n_labels;
    bool is_ambiguous; /* the other values of these two might read on */
    bool is_node;      /* host objects are node's views, not workerd's */
    bool has_flags;    /* a view carries flags (version 14, and 13 by a bug) */
};

/* Reading.  Pointers lead into v->p.bytes.  The tag functions skip padding. */
bool v8_read_varint(struct v8 *v, uint64_t *value);
bool v8_read_u32(struct v8 *v, uint32_t *value);
bool v8_read_double(struct v8 *v, double *value);
bool v8_read_span(struct v8 *v, const char *what, const uint8_t **bytes,
                  size_t *len); /* length first */
bool v8_read_tag(struct v8 *v, uint8_t *tag);
bool v8_skip_tag(struct v8 *v, uint8_t tag);         /* true: it was there; false is no failure */
bool v8_read_count(struct v8 *v, uint64_t expected); /* what closes a collection */

bool v8_is_number(uint8_t tag);
bool v8_read_number(struct v8 *v, uint8_t tag, double *d);
bool v8_print_number(struct v8 *v, uint8_t tag);

/* Objects.  The returned id stays good; pointers into v->objects do not. */
size_t v8_begin_object(struct v8 *v);
bool v8_print_link(struct v8 *v, size_t id); /* [Ref *N] */

/* Strings (v8_string.c): one of the tags " c S, then the bytes. */
struct v8_string {
    uint8_t tag;
    const uint8_t *bytes;
    size_t len;
};

bool v8_is_string(uint8_t tag);
bool v8_read_string(struct v8 *v, uint8_t tag, struct v8_string *s); /* behind its tag */
bool v8_read_string_value(struct v8 *v, struct v8_string *s);        /* with its tag */
void v8_append_string(struct buf *out, const struct v8_string *s);
void v8_append_key(struct buf *out, const struct v8_string *s); /* bare if an identifier */
void v8_append_source(struct buf *out, const struct v8_string *s);

/* Buffers and the views of them (v8_view.c). */
bool v8_print_buffer(struct v8 *v, uint8_t tag);
bool v8_print_reference(struct v8 *v, uint8_t tag);
bool v8_print_node_view(struct v8 *v, uint32_t index);

/* Values.  tag is the one in front, read already: the same function may serve several. */
bool v8_print_value(struct v8 *v); /* with its tag */
bool v8_print_object(struct v8 *v, uint8_t tag);
bool v8_print_properties(struct v8 *v, uint8_t last, size_t *items); /* to their count */
bool v8_print_dense(struct v8 *v, uint8_t tag);
bool v8_print_sparse(struct v8 *v, uint8_t tag);
bool v8_print_map_or_set(struct v8 *v, uint8_t tag);
bool v8_print_error(struct v8 *v, uint8_t tag);
bool v8_print_host(struct v8 *v, uint8_t tag);
