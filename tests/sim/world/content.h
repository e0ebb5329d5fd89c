/* What a message holds, shared by all messages that hold the same: bytes, content type, metadata,
 * and the body as it goes over the wire, rendered once.
 *
 * Text goes plain, json and bytes and v8 as base64, as in the API's own rules; a message without a
 * content type goes as base64 when it begins like v8, else plain. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct content {
    unsigned refs;
    char *raw;
    size_t raw_len;
    char *type;     /* CF-Content-Type; NULL: none */
    char *metadata; /* a JSON text; NULL: made from the type */
    bool poison;    /* no consumer of the demo can digest it */
    bool fixed;     /* wire was given, and is never rendered anew */
    bool wire_plain_json;
    char *wire; /* a JSON string with its quotes; NULL: not yet rendered */
    size_t wire_len;
};

/* Takes over raw (malloc'd, len bytes); type is copied and may be NULL.  One reference. */
struct content *content_new(char *raw, size_t len, const char *type);
struct content *content_hold(struct content *c); /* one more reference */
void content_release(struct content *c);

/* The body as text for the wire, whatever the type says. */
void content_set_wire(struct content *c, const char *text, size_t n);

/* The exact metadata value, JSON text. */
void content_set_metadata(struct content *c, const char *json);

/* Appends the body as a JSON string, and the metadata value. */
void content_append_body(struct content *c, bool plain_json, struct buf *out);
void content_append_metadata(const struct content *c, struct buf *out);

/* Bytes that content_append_body() will append, so that a large answer is allocated once. */
size_t content_wire_len(struct content *c, bool plain_json);
