/* From a body as the API gave it to the bytes that the producer sent.  Pure.
 *
 * Which content types come as base64 is told differently by different sources; the rule here:
 *   text   as it is, never decoded
 *   json   strict base64 of UTF-8 that is JSON -> that; else, itself JSON -> that; else text
 *          (both cannot hold: JSON of base64 characters alone is digits, true or null, and those
 *          decode to a first byte of 0x80 or more)
 *   bytes  base64; where it is not strict base64, as it is (BODY_TEXT), and encoding says so
 *   v8     base64 that starts FF 0D..0F, a header of the V8 format, is shown as bytes; else text
 *   none, others: the same as v8
 * Bytes that turn out to be UTF-8 without control characters are still BODY_BYTES: the type
 * decides. */
#ifndef BODY_DECODE_H
#define BODY_DECODE_H

#include "model/message.h"

#include <stdbool.h>

#include <stdbool.h>

enum body_form { BODY_TEXT, BODY_JSON, BODY_BYTES };

struct body {
    enum body_form form;
    const char *encoding; /* literal: "text", "json", "base64→json", "base64→bytes", "base64→v8",
                             "bytes, not base64", "json, not valid", "v8, not valid", "missing" */
    char *bytes;          /* malloc'd, NUL behind */
    size_t len;
};

/* Never fails: what cannot be decoded is shown as it came. */
void body_decode(struct body *out, const struct message *m);
void body_free(struct body *b);

/* n decoded bytes start as a V8 value that Queues can have written: FF, version 0D to 0F. */
bool body_is_v8(const char *bytes, size_t n);

/* For lists, which ask at every frame: both look at the first bytes to tell what a body is, so
 * where base64 goes wrong only further on, or decodes to what only starts like JSON, they are
 * wrong.
 *
 * The first bytes of the decoded body, into out (at most size bytes, not NUL-terminated, no
 * character cut in half); returns how many.  White space of JSON is squeezed; bytes that are not
 * text come as hex digits. */
size_t body_preview(const struct message *m, char *out, size_t size);

/* Size of the decoded body in bytes, without decoding it. */
size_t body_size(const struct message *m);

#endif
