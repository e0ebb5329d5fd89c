/* A body of every form and what becomes of it, for tests that press each form through all that asks
 * for one.  A row of forms.def that has no sample here does not compile. */
#pragma once

#include "body/decode/base64.h"
#include "body/decode/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct form_sample {
    const char *type;     /* its content type */
    const char *base64;   /* the bytes that the producer sent */
    const char *readable; /* as it is copied, piped and opened; NULL: those bytes */
    const char *chain;    /* in the title of the pane */
    const char *preview;  /* in the list */
    const char *line;     /* one line of the pane */
    const char *group;    /* what its group is called */
};

#define SAMPLE_JSON                                                                                \
    "json", "eyJpZCI6N30=", NULL, "base64 → json", "{\"id\":7}", "  \"id\": 7", "{id: number}"
#define SAMPLE_TEXT "text", "aGVsbG8=", NULL, "text", "hello", "hello", "text: hello"
#define SAMPLE_BYTES                                                                               \
    "bytes", "AAECA/8=", NULL, "base64 → bytes", "00 01 02 03 ff", "00000000  00 01 02 03 ff",     \
        "bytes"
#define SAMPLE_V8                                                                                  \
    "v8", "/w9vIgJpZEkOewE=", "{\n  id: 7\n}", "base64 → v8", "v8› {id:7}", "  id: 7",             \
        "v8 {id: number}"
#define SAMPLE_CBOR                                                                                \
    "bytes", "omJpZAdhYWFi", "{\n  id: 7,\n  a: \"b\"\n}", "base64 → cbor",                        \
        "cbor› {id:7,a:\"b\"}", "  id: 7,", "cbor {a: string, id: number}"
#define SAMPLE_MSGPACK                                                                             \
    "bytes", "gqJpZAehYaFi", "{\n  id: 7,\n  a: \"b\"\n}", "base64 → msgpack",                     \
        "msgpack› {id:7,a:\"b\"}", "  id: 7,", "msgpack {a: string, id: number}"
#define SAMPLE_PROTOBUF                                                                            \
    "bytes", "CAcSBWhlbGxv", "{\n  1: 7,\n  2: \"hello\"\n}", "base64 → protobuf?",                \
        "protobuf?› {1:7,2:\"hello\"}", "  2: \"hello\"", "protobuf {1: number, 2: string}"

static const struct form_sample form_samples[] = {
#define FORM(id, ...)         [BODY_##id] = {SAMPLE_##id},
#define PRINTED_FORM(id, ...) [BODY_##id] = {SAMPLE_##id},
#include "body/forms.def"
};

/* Appends what is copied, piped and opened of a sample. */
static inline void form_add_readable(struct buf *out, const struct form_sample *s)
{
    if (s->readable)
        buf_append_str(out, s->readable);
    else
        assert_true(base64_decode(s->base64, strlen(s->base64), out));
}

/* The sample as the API gives it: base64 of all but text.  free() the body. */
static inline void form_fill(struct message *m, const struct form_sample *s)
{
    struct buf wire;

    buf_init(&wire, 1000);
    m->type_text = s->type;
    m->type = content_type_read(s->type);
    if (m->type == CONTENT_TEXT)
        assert_true(base64_decode(s->base64, strlen(s->base64), &wire));
    else
        buf_append_str(&wire, s->base64);
    m->body_len = wire.len;
    m->body = buf_take(&wire);
}
