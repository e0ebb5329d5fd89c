/* A message whose body is made from layers, and what became of it, for tests of the decoder. */
#pragma once

#include "tests/unit/packkit.h"

#include "body/decode/decode.h"

struct parcel {
    struct buf sent; /* what the producer sent */
    struct buf raw;  /* what the API gave */
    struct message message;
    struct body body;
};

static inline void start_parcel(struct parcel *p, const void *bytes, size_t n)
{
    *p = (struct parcel){.message = {.id = ""}};
    buf_init(&p->sent, PACKED_MAX);
    buf_init(&p->raw, PACKED_MAX);
    assert_true(buf_append(&p->sent, bytes, n));
}

static inline void wrap(struct parcel *p, enum packing packing)
{
    struct buf packed;

    buf_init(&packed, PACKED_MAX);
    pack(&packed, packing, p->sent.bytes, p->sent.len);
    buf_free(&p->sent);
    p->sent = packed;
}

static inline void take_raw(struct parcel *p, enum content_type type)
{
    p->message.type = type;
    p->message.body = p->raw.bytes;
    p->message.body_len = p->raw.len;
    body_decode(&p->body, &p->message);
}

static inline void send_base64(struct parcel *p, enum content_type type)
{
    assert_true(base64_encode(p->sent.bytes, p->sent.len, &p->raw));
    take_raw(p, type);
}

static inline void free_parcel(struct parcel *p)
{
    body_free(&p->body);
    buf_free(&p->sent);
    buf_free(&p->raw);
}

/* Whatever the steps: the bytes that were sent can be had again. */
static inline void check_sent(const struct parcel *p)
{
    size_t len;
    char *sent = body_copy_sent(&p->message, &len);

    assert_int_equal(len, p->sent.len);
    assert_memory_equal(sent, p->sent.bytes, len);
    assert_int_equal(p->body.sent, len);
    assert_int_equal(body_size(&p->message), len);
    free(sent);
}

static inline void check_body(struct parcel *p, enum body_form form, const char *chain,
                              const void *bytes, size_t n)
{
    assert_string_equal(p->body.chain, chain);
    assert_int_equal(p->body.form, form);
    assert_int_equal(p->body.len, n);
    assert_memory_equal(p->body.bytes, bytes, n);
    assert_int_equal(p->body.bytes[n], '\0');
    check_sent(p);
}

static inline void check_preview(const struct parcel *p, size_t size, const char *expected)
{
    char *out = mem_new(size, 1); /* exact, for the sanitizer */
    size_t n = body_preview(&p->message, out, size);

    assert_int_equal(n, strlen(expected));
    assert_memory_equal(out, expected, n);
    free(out);
}
