/* What an own decoder gets, and what becomes of its answer. */
#include "body/decode/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GZIP_HELLO     "H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA=="
#define CONFLUENT_JSON "AAAAAAd7Im4iOjF9" /* 00, schema 7, {"n":1} */

static struct message make(enum content_type type, const char *wire)
{
    return (struct message){.id = "m", .type = type, .body = wire, .body_len = strlen(wire)};
}

static void expect_input(enum content_type type, const char *wire, const char *chain,
                         const char *bytes, size_t n)
{
    struct message m = make(type, wire);
    struct body b;

    body_unpack(&b, &m);
    assert_string_equal(b.chain, chain);
    assert_int_equal(b.len, n);
    assert_memory_equal(b.bytes, bytes, n);
    body_free(&b);
}

static void base64_and_compression_are_undone_and_nothing_else(void **state)
{
    struct message none = {.id = "m"};
    struct body b;

    (void)state;
    expect_input(CONTENT_TEXT, "a text", "", "a text", 6);
    expect_input(CONTENT_TEXT, "eyJuIjoxfQ==", "", "eyJuIjoxfQ==", 12);
    expect_input(CONTENT_NONE, "eyJuIjoxfQ==", "base64", "{\"n\":1}", 7);
    expect_input(CONTENT_NONE, "deadbeef", "", "deadbeef", 8);
    expect_input(CONTENT_BYTES, "AAEC", "base64", "\0\1\2", 3);
    expect_input(CONTENT_BYTES, GZIP_HELLO, "base64 → gzip", "hello", 5);
    expect_input(CONTENT_BYTES, "goFhAQ==", "base64", "\x82\x81\x61\x01", 4);
    expect_input(CONTENT_BYTES, CONFLUENT_JSON, "base64", "\0\0\0\0\7{\"n\":1}", 12);
    body_unpack(&b, &none);
    assert_int_equal(b.len, 0);
    body_free(&b);
}

/* What a message is shown as where that is the answer. */
static void expect_shown(const char *steps, const char *answer, size_t n, enum body_form form,
                         const char *chain, const char *bytes)
{
    struct own_answer own = {.base64 = true, .sent = 25, .steps = steps, .bytes = answer, .len = n};
    struct message m = make(CONTENT_BYTES, GZIP_HELLO);
    struct body b;

    m.own = &own;
    body_decode(&b, &m);
    assert_string_equal(b.chain, chain);
    assert_int_equal(b.form, form);
    assert_string_equal(b.bytes, bytes);
    assert_int_equal(b.sent, 25);
    assert_true(b.own && b.base64);
    body_free(&b);
}

static void an_answer_is_decoded_as_a_body_is(void **state)
{
    (void)state;
    expect_shown("", "text\n", 5, BODY_TEXT, "decoder → text", "text\n");
    expect_shown("base64 → gzip", "{\"a\": 1}\n", 9, BODY_JSON, "base64 → gzip → decoder → json",
                 "{\"a\": 1}\n");
    expect_shown("base64", "eyJuIjoxfQ==\n", 13, BODY_JSON, "base64 → decoder → base64 → json",
                 "{\"n\":1}");
    expect_shown("", "deadbeef\n", 9, BODY_TEXT, "decoder → text", "deadbeef\n");
    expect_shown("", "7\n", 2, BODY_JSON, "decoder → json", "7\n");
    expect_shown("", "{a: 1}", 6, BODY_TEXT, "decoder → json, not valid", "{a: 1}");
    expect_shown("", "\0\0\0\0\x9{\"n\":1}", 12, BODY_JSON, "decoder → confluent schema 9 → json",
                 "{\"n\":1}");
}

static void whatever_is_asked_for_a_body_follows(void **state)
{
    struct own_answer own = {
        .sent = 25, .base64 = true, .steps = "", .bytes = "{\"a\": 1}", .len = 8};
    struct message m = make(CONTENT_BYTES, GZIP_HELLO);
    char preview[100], *sent;
    struct body b;
    size_t n;

    (void)state;
    m.own = &own;
    body_preview_text(&m, preview, sizeof preview);
    assert_string_equal(preview, "decoder› {\"a\":1}");
    body_decode_part(&b, &m, 1000);
    assert_string_equal(b.bytes, "{\"a\": 1}");
    body_free(&b);
    body_decode_readable(&b, &m);
    assert_string_equal(b.bytes, "{\"a\": 1}");
    body_free(&b);
    body_decode_came(&b, &m);
    assert_string_equal(b.bytes, "hello");
    assert_false(b.own);
    body_free(&b);
    assert_int_equal(body_size(&m), 25);
    sent = body_copy_sent(&m, &n);
    assert_int_equal(n, 25);
    assert_memory_equal(sent, "\x1f\x8b", 2);
    free(sent);
    own = (struct own_answer){.failed = true, .steps = "", .bytes = ""};
    body_decode(&b, &m);
    assert_string_equal(b.chain, "base64 → gzip → text");
    assert_false(b.own);
    body_free(&b);
}

/* Of a long one a list looks at the beginning alone. */
static void the_beginning_of_a_long_answer_is_enough_for_a_list(void **state)
{
    enum { LONG = 200000 };
    char *answer = malloc(LONG + 1);
    struct own_answer own = {.steps = "", .bytes = answer, .len = LONG};
    struct message m = make(CONTENT_TEXT, "x");
    struct body b;

    (void)state;
    assert_non_null(answer);
    memset(answer, ' ', LONG);
    memcpy(answer, "{\"a\":[", 6);
    memcpy(answer + LONG - 2, "]}", 3);
    m.own = &own;
    body_decode_head(&b, &m);
    assert_true(b.cut);
    assert_int_equal(b.form, BODY_JSON);
    assert_true(b.len < LONG);
    body_free(&b);
    body_decode(&b, &m);
    assert_false(b.cut);
    assert_int_equal(b.form, BODY_JSON);
    assert_int_equal(b.len, LONG);
    body_free(&b);
    free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_and_compression_are_undone_and_nothing_else),
        cmocka_unit_test(an_answer_is_decoded_as_a_body_is),
        cmocka_unit_test(whatever_is_asked_for_a_body_follows),
        cmocka_unit_test(the_beginning_of_a_long_answer_is_enough_for_a_list),
    };

    return cmocka_run_group_tests_name("own answers", tests, NULL, NULL);
}
