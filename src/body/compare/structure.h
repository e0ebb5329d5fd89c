/* What a body says as values by their names, whatever its form is: so bodies of all forms are
 * looked into alike, for their shape, their error and what tells them apart.  Pure.
 *
 * JSON is what it is.  Of V8, CBOR, MessagePack and protobuf it is what their printer writes
 * (printed.h), of XML its elements and attributes (markup.h).  Of JSON in a string it is that in
 * the string, of a text with JSON in each line that of the first one.  Other texts, and bytes, have
 * none. */
#pragma once

#include "body/decode/decode.h"
#include "body/json/document.h"

enum structure_kind {
    STRUCTURE_NONE,
    STRUCTURE_JSON,
    STRUCTURE_PRINTED,
    STRUCTURE_MARKUP,
    STRUCTURE_IN_STRING,
    STRUCTURE_IN_LINES,
    STRUCTURE_KINDS
};

struct structure {
    enum structure_kind kind;
    bool has_numbers;         /* for names: those of fields, and no ids */
    struct document document; /* STRUCTURE_NONE: nothing is in it */
    struct buf text;          /* what that points into, where it is not the body */
};

/* b is borrowed, as long as s is. */
void structure_read(struct structure *s, const struct body *b);
void structure_free(struct structure *s);

/* The member's name is an id, a number or a date: others of its kind have others. */
bool structure_is_any(const struct structure *s, const char *key, size_t n);

/* NULL: there is none. */
const struct document *structure_document(const struct structure *s);
