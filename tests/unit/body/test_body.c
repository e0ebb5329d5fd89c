#include "body/decode/base64.h"
#include "body/decode/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct message make_message(enum content_type type, const char *body)
{
    return (struct message){
        .id = "", .type = type, .body = body, .body_len = body ? strlen(body) : 0};
}

static const struct {
    enum content_type type;
    const char *raw;
    enum body_form form;
    const char *chain;
    const char *bytes;
    size_t len;
} samples[] = {
    /* Text is never decoded, not even when it looks like base64. */
    {CONTENT_TEXT, "Zm9v", BODY_TEXT, "text", "Zm9v", 4},
    {CONTENT_TEXT, "", BODY_TEXT, "text", "", 0},
    {CONTENT_TEXT, "1234", BODY_TEXT, "text", "1234", 4},
    /* What is JSON beyond doubt is laid out as JSON, whatever it was called. */
    {CONTENT_TEXT, "{\"a\":1}", BODY_JSON, "json", "{\"a\":1}", 7},
    {CONTENT_TEXT, " [1]", BODY_JSON, "json", " [1]", 4},
    {CONTENT_TEXT, "{\"a\":1", BODY_TEXT, "json, not valid", "{\"a\":1", 6},
    {CONTENT_NONE, "[]", BODY_JSON, "json", "[]", 2},
    {CONTENT_BYTES, "{\"a\":1}", BODY_JSON, "json", "{\"a\":1}", 7},
    {CONTENT_BYTES, "eyJhIjoxfQ==", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    /* Without a type base64 of whole JSON is that; of anything else it could be meant as text. */
    {CONTENT_NONE, "eyJhIjoxfQ==", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    {CONTENT_OTHER, "eyJhIjoxfQ==", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    {CONTENT_V8, "eyJhIjoxfQ==", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    {CONTENT_NONE, "WzEsMl0", BODY_JSON, "base64 → json", "[1,2]", 5},
    {CONTENT_NONE, "ImhpIg==", BODY_JSON, "base64 → json", "\"hi\"", 4},
    {CONTENT_NONE, "MTIzNA==", BODY_JSON, "base64 → json", "1234", 4},
    {CONTENT_NONE, "eyJhIjo-fQ==", BODY_TEXT, "text", "eyJhIjo-fQ==", 12},
    {CONTENT_NONE, "MTIz", BODY_TEXT, "text", "MTIz", 4},
    {CONTENT_NONE, "123q", BODY_TEXT, "text", "123q", 4},
    {CONTENT_NONE, "deadbeef", BODY_TEXT, "text", "deadbeef", 8},
    {CONTENT_NONE, "550e8400-e29b-41d4-a716-446655440000", BODY_TEXT, "text",
     "550e8400-e29b-41d4-a716-446655440000", 36},
    {CONTENT_NONE, "password", BODY_TEXT, "text", "password", 8},
    {CONTENT_NONE, "{not json", BODY_TEXT, "text", "{not json", 9},
    {CONTENT_JSON, "123q", BODY_TEXT, "json, not valid", "123q", 4},
    {CONTENT_JSON, "deadbeef", BODY_TEXT, "json, not valid", "deadbeef", 8},
    {CONTENT_JSON, "eyJuIjoiTfxsbGVyIn0=", BODY_TEXT, "base64 → json, not valid",
     "{\"n\":\"M\xfcller\"}", 14},
    {CONTENT_JSON, "RXJyb3I6IHVwc3RyZWFtIHRpbWVvdXQgYWZ0ZXIgMzBz", BODY_TEXT,
     "base64 → json, not valid", "Error: upstream timeout after 30s", 33},
    {CONTENT_JSON, "W3siayI6Ij8_PiJ9XQ", BODY_JSON, "base64url → json", "[{\"k\":\"?\?>\"}]", 13},
    {CONTENT_JSON, "eyJh\r\nIjox\r\nfQ==\r\n", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    {CONTENT_JSON, "kJ3vAQLwkJ3vAQLwkJ3v/w==", BODY_BYTES, "base64 → bytes",
     "\x90\x9d\xef\x01\x02\xf0\x90\x9d\xef\x01\x02\xf0\x90\x9d\xef\xff", 16},
    {CONTENT_JSON, "eyJhIjoxfQ==", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    {CONTENT_JSON, "{\"a\": 1}", BODY_JSON, "json", "{\"a\": 1}", 8},
    {CONTENT_JSON, "\"hello\"", BODY_JSON, "json", "\"hello\"", 7},
    /* Plain JSON that is strict base64 too. */
    {CONTENT_JSON, "1234", BODY_JSON, "json", "1234", 4},
    {CONTENT_JSON, "true", BODY_JSON, "json", "true", 4},
    {CONTENT_JSON, "null", BODY_JSON, "json", "null", 4},
    {CONTENT_JSON, "1E+5", BODY_JSON, "json", "1E+5", 4},
    {CONTENT_JSON, "MTIzNA==", BODY_JSON, "base64 → json", "1234", 4},
    {CONTENT_JSON, "hello", BODY_TEXT, "json, not valid", "hello", 5},
    {CONTENT_JSON, "", BODY_TEXT, "json, not valid", "", 0},
    {CONTENT_JSON, "eyJhIjoxLA==", BODY_TEXT, "base64 → json, not valid", "{\"a\":1,", 7},
    {CONTENT_JSON, "aGVsbG8h", BODY_TEXT, "base64 → json, not valid", "hello!", 6},
    {CONTENT_JSON, "eyJhIjoxfQ", BODY_JSON, "base64 → json", "{\"a\":1}", 7},
    {CONTENT_BYTES, "SGVsbG8A/w==", BODY_BYTES, "base64 → bytes", "Hello\0\xff", 7},
    {CONTENT_BYTES, "SGVsbG8=", BODY_TEXT, "base64 → text", "Hello", 5},
    {CONTENT_BYTES, "", BODY_BYTES, "base64 → bytes", "", 0},
    {CONTENT_BYTES, "not base64", BODY_TEXT, "bytes, not base64", "not base64", 10},
    {CONTENT_BYTES, "SGVsbG9=", BODY_TEXT, "bytes, not base64", "SGVsbG9=", 8},
    {CONTENT_V8, "/w9JAA==", BODY_V8, "base64 → v8", "\xff\x0f\x49\x00", 4},
    {CONTENT_V8, "/w8iBWhlbGxv", BODY_V8, "base64 → v8", "\xff\x0f\"\x05hello", 9},
    {CONTENT_V8, "/w1U", BODY_V8, "base64 → v8", "\xff\x0dT", 3},
    {CONTENT_V8, "/wxU", BODY_TEXT, "v8, not valid", "/wxU", 4},
    {CONTENT_V8, "/xBU", BODY_TEXT, "v8, not valid", "/xBU", 4},
    {CONTENT_V8, "plain", BODY_TEXT, "v8, not valid", "plain", 5},
    {CONTENT_NONE, "/w9JAA==", BODY_V8, "base64 → v8", "\xff\x0f\x49\x00", 4},
    {CONTENT_NONE, "/w9JAA=", BODY_TEXT, "text", "/w9JAA=", 7},
    {CONTENT_NONE, "Zm9v", BODY_TEXT, "text", "Zm9v", 4},
    {CONTENT_OTHER, "/w9jBOVlLGc=", BODY_V8, "base64 → v8",
     "\xff\x0f"
     "c\x04\xe5\x65\x2c\x67",
     8},
    {CONTENT_OTHER, "<xml/>", BODY_TEXT, "text", "<xml/>", 6},
    {CONTENT_OTHER, "/w8", BODY_TEXT, "text", "/w8", 3},
};

/* The list and what asks for a part see what the pane sees. */
static void check_one_answer(struct message *m, const struct body *b)
{
    struct arena arena = {0};
    struct body other;
    size_t len;
    char *sent = body_copy_sent(m, &len);

    body_decode_head(&other, m);
    assert_string_equal(other.chain, b->chain);
    assert_int_equal(other.form, b->form);
    body_free(&other);
    body_decode_part(&other, m, 1000);
    assert_string_equal(other.chain, b->chain);
    body_free(&other);
    assert_int_equal(len, b->sent);
    assert_int_equal(body_glance(m, &arena)->size, b->sent);
    assert_ptr_equal(body_glance(m, &arena), m->glance);
    arena_free(&arena);
    free(sent);
}

static void the_type_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct message m = make_message(samples[i].type, samples[i].raw);
        struct body b;

        body_decode(&b, &m);
        assert_string_equal(b.chain, samples[i].chain);
        assert_int_equal(b.form, samples[i].form);
        assert_int_equal(b.len, samples[i].len);
        assert_memory_equal(b.bytes, samples[i].bytes, b.len);
        assert_int_equal(b.bytes[b.len], '\0');
        assert_int_equal(body_size(&m), b.len);
        check_one_answer(&m, &b);
        body_free(&b);
        assert_null(b.bytes);
    }
}

static void a_missing_body_is_empty(void **state)
{
    struct message m = make_message(CONTENT_JSON, NULL);
    struct body b;
    char out[8];

    (void)state;
    body_decode(&b, &m);
    assert_int_equal(b.form, BODY_TEXT);
    assert_string_equal(b.chain, "missing");
    assert_string_equal(b.bytes, "");
    assert_int_equal(body_size(&m), 0);
    assert_int_equal(body_preview(&m, out, sizeof out), 0);
    body_free(&b);
}

static void check_preview(enum content_type type, const char *raw, size_t size,
                          const char *expected)
{
    struct message m = make_message(type, raw);
    char *out = malloc(size ? size : 1); /* exact, for the sanitizer */
    size_t n;

    assert_non_null(out);
    n = body_preview(&m, out, size);
    assert_int_equal(n, strlen(expected));
    assert_memory_equal(out, expected, n);
    free(out);
}

static void previews_are_the_first_bytes(void **state)
{
    (void)state;
    check_preview(CONTENT_TEXT, "Hello\nworld", 40, "Hello\nworld");
    check_preview(CONTENT_TEXT, "Hello", 3, "Hel");
    check_preview(CONTENT_TEXT, "Hello", 0, "");
    check_preview(CONTENT_TEXT, "ab日", 4, "ab");
    check_preview(CONTENT_TEXT, "ab日", 5, "ab日");
    check_preview(CONTENT_TEXT, "ab\xe6\x97", 9, "ab\xe6\x97");
    check_preview(CONTENT_BYTES, "SGVsbG8=", 40, "Hello");
    check_preview(CONTENT_BYTES, "SGVsbG8=", 2, "He");
    check_preview(CONTENT_BYTES, "nope!", 40, "nope!");
    check_preview(CONTENT_V8, "/w8iBWhlbGxv", 40, "v8› \"hello\"");
    check_preview(CONTENT_NONE, "/w8iBWhlbGxv", 7, "v8› \"");
    check_preview(CONTENT_V8,
                  "/w8iZDAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1"
                  "Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODk=",
                  20, "v8› \"0123456789012"); /* longer than the line */
    check_preview(CONTENT_NONE, "Zm9vYmFy", 40, "Zm9vYmFy");
}

static void white_space_of_json_is_squeezed(void **state)
{
    (void)state;
    check_preview(CONTENT_JSON, " {\n  \"a b\" : [ 1, \"x \\\" y\" ]\n}", 60,
                  "{\"a b\":[1,\"x \\\" y\"]}");
    check_preview(CONTENT_JSON, "{\n  \"a\": 1}", 4, "{\"a\"");
    check_preview(CONTENT_JSON, "no  json  at all", 60, "no  json  at all");
    check_preview(CONTENT_JSON, "[ no  json ]", 60, "[no json]");
    check_preview(CONTENT_JSON, "[ no  json ]", 4, "[no ");
    check_preview(CONTENT_JSON, "eyJhIjoxfQ==", 60, "{\"a\":1}");
    check_preview(CONTENT_JSON, "eyJhIjoxfQ==", 3, "{\"a");
    check_preview(CONTENT_JSON, "1234", 60, "1234");
    check_preview(CONTENT_JSON, "null", 60, "null");
    check_preview(CONTENT_JSON, "aGVsbG8h", 60, "hello!");
    check_preview(CONTENT_NONE, "eyJhIjogMX0=", 60, "{\"a\":1}");
    check_preview(CONTENT_JSON, "eyJuIjoiTfxsbGVyIn0=", 60, "{\"n\":\"M\xfcller\"}");
    check_preview(CONTENT_TEXT, "{ a  b", 60, "{ a  b");
    check_preview(CONTENT_JSON, "", 60, "");
}

/* The preview of base64 goes on past white space until the line is full. */
static void squeezing_reads_on(void **state)
{
    struct buf json, text;

    (void)state;
    buf_init(&json, 10000);
    buf_init(&text, 20000);
    for (int i = 0; i < 50; i++)
        assert_true(buf_print(&json, "%s\n%*s%d", i ? "," : "[", 100, "", i));
    assert_true(buf_append_str(&json, "\n]"));
    assert_true(base64_encode(json.bytes, json.len, &text));
    check_preview(CONTENT_JSON, text.bytes, 20, "[0,1,2,3,4,5,6,7,8,9");
    check_preview(CONTENT_JSON, json.bytes, 20, "[0,1,2,3,4,5,6,7,8,9");
    buf_free(&json);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_type_decides),
        cmocka_unit_test(a_missing_body_is_empty),
        cmocka_unit_test(previews_are_the_first_bytes),
        cmocka_unit_test(white_space_of_json_is_squeezed),
        cmocka_unit_test(squeezing_reads_on),
    };

    return cmocka_run_group_tests_name("body", tests, NULL, NULL);
}
