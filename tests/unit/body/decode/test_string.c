/* What is found in strings, and what stays what it is. */
#include "body/decode/string.h"

#include "tests/unit/exactkit.h"
#include "tests/unit/packkit.h"

#include <stdio.h>

static const struct {
    const char *s, *chain, *bytes;
} opened[] = {
    {"{\"a\":1}", "json", "{\"a\":1}"},
    {"[]", "json", "[]"},
    {"\"{\\\"a\\\":\\\"x\\\"}\"", "quoted → json", "{\"a\":\"x\"}"},
    {"eyJvcmRlciI6NzAxMn0=", "base64 → json", "{\"order\":7012}"},
    {"eyJvcmRlciI6NzAxMn0", "base64 → json", "{\"order\":7012}"},
    {"eyJvcmRl\r\nciI6NzAx\r\nMn0=\r\n", "base64 → json", "{\"order\":7012}"},
    {"eyJvcmRl\nciI6NzAx\nMn0", "base64 → json", "{\"order\":7012}"},
    {"eyJrIjoiPz8-In0", "base64url → json",
     "{\"k\":\"?"
     "?>\"}"},
    {"eyJrIjoiPz8-In0=", "base64url → json",
     "{\"k\":\"?"
     "?>\"}"},
    {"e30=", "base64 → json", "{}"},
    {"SGVsbG8=", "base64 → text", "Hello"},
    {"SGVsbG8sIHdvcmxkIQ", "base64 → text", "Hello, world!"},
    {"eyJhbGciOiJIUzI1NiJ9", "base64 → json", "{\"alg\":\"HS256\"}"},
    {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln", "jwt → json",
     "{\"header\":{\"alg\":\"HS256\"},\"payload\":{\"sub\":\"7\"},\"signature\":\"c2ln\"}"},
    {"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.", "jwt → json",
     "{\"header\":{\"alg\":\"none\"},\"payload\":{\"sub\":\"7\"},\"signature\":\"\"}"},
    {"7b226964223a377d", "hex → json", "{\"id\":7}"},
    {"0x7B226964223A377D", "hex → json", "{\"id\":7}"},
    {"5b315d", "hex → json", "[1]"},
    {"68656c6c6f20776f726c64", "hex → text", "hello world"},
    {"%7B%22id%22%3A7%7D", "%XX → json", "{\"id\":7}"},
    {"name%3Dcaf%C3%A9%20noir", "%XX → text", "name=caf\xc3\xa9 noir"},
    {"state%3Dpaid+currency%3Deur", "%XX → text", "state=paid currency=eur"},
};

static void what_is_in_it_is_opened(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++) {
        size_t n = strlen(opened[i].s);
        char *exact = exact_copy(opened[i].s, n);
        struct body b;

        if (!string_open(&b, exact, n))
            fail_msg("%s stays", opened[i].s);
        assert_string_equal(b.chain, opened[i].chain);
        assert_string_equal(b.bytes, opened[i].bytes);
        assert_int_equal(b.len, strlen(opened[i].bytes));
        assert_non_null(string_name(exact, n));
        free(exact);
        body_free(&b);
    }
}

static void what_only_looks_so_stays(void **state)
{
    static const char *const strings[] = {
        "",
        "123q",
        "deadbeef",
        "deadbeefdeadbeef",
        "cafebabe",
        "password",
        "username",
        "abcd",
        "Zm9v",
        "timeout=",
        "id=",
        "orders/eu-west-1/42",
        "550e8400-e29b-41d4-a716-446655440000",
        "550e8400e29b41d4a716446655440000",
        "kJ3vAQLwkJ3vAQLwkJ3v/w==", /* 16 random bytes */
        "d41d8cd98f00b204e9800998ecf8427e",
        "4242424242424242",
        "31323334353637383930",
        "Internationalization",
        "counterrevolutionary",
        "MessageDeduplicationId",
        "{not json",
        "{ braces }",
        "[x",
        "100%",
        "100%25",
        "50% off",
        "a.b.c",
        "www.example.com",
        "eyJ.eyJ.x",
        "the quick brown fox",
        "0x",
        "%",
        "%zz%zz",
        "arn:aws:sqs:us-east-1:1234:q",
        "3q2+7w==",
        "20261130191500",
        "AKIAIOSFODNN7EXAMPLE",
    };

    (void)state;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        struct body b;
        size_t n = strlen(strings[i]);
        char *exact = exact_copy(strings[i], n);

        if (string_open(&b, exact, n))
            fail_msg("%s was taken for %s", strings[i], b.chain);
        assert_null(string_name(exact, n));
        free(exact);
    }
}

/* Of words and ids of every letter none is taken for what it is not. */
static void random_words_stay(void **state)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint64_t seed = 20261130;
    unsigned taken = 0;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        char word[40];
        size_t n = 4 + (size_t)i % 36, range = i % 3 == 0 ? 16 : i % 3 == 1 ? 52 : 64;

        for (size_t k = 0; k < n; k++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
            word[k] = range == 16 ? "0123456789abcdef"[seed >> 60] : letters[(seed >> 40) % range];
        }
        if (string_name(word, n))
            print_message("%.*s %s\n", (int)n, word, string_name(word, n));
        taken += string_name(word, n) != NULL;
    }
    assert_true(taken <= 2);
}

static void packed_bytes_are_opened(void **state)
{
    static const char json[] = "{\"order\":7012,\"state\":\"paid\"}";
    struct buf packed, text;
    struct body b;

    (void)state;
    buf_init(&packed, 1000);
    buf_init(&text, 1000);
    pack(&packed, PACKING_GZIP, json, sizeof json - 1);
    assert_true(base64_encode(packed.bytes, packed.len, &text));
    assert_true(string_open(&b, text.bytes, text.len));
    assert_string_equal(b.chain, "base64 → gzip → json");
    assert_string_equal(b.bytes, json);
    body_free(&b);
    buf_clear(&text);
    for (size_t i = 0; i < packed.len; i++)
        buf_print(&text, "%02x", (unsigned char)packed.bytes[i]);
    assert_true(string_open(&b, text.bytes, text.len));
    assert_string_equal(b.chain, "hex → gzip → json");
    body_free(&b);
    buf_free(&text);
    buf_free(&packed);
}

static void add_part(struct buf *token, const char *json)
{
    base64_encode(json, strlen(json), token);
    while (token->len && token->bytes[token->len - 1] == '=')
        token->len--;
    buf_append_byte(token, '.');
}

static void a_token_may_be_long(void **state)
{
    static const char header[] = "{\"alg\":\"RS256\"}";
    char payload[3000], signature[700], want[4000];
    struct buf token;
    struct body b;

    (void)state;
    snprintf(payload, sizeof payload, "{\"scope\":\"%0*d\"}", 2900, 7);
    snprintf(signature, sizeof signature, "%0*d", 683, 7);
    buf_init(&token, 10000);
    add_part(&token, header);
    add_part(&token, payload);
    buf_append_str(&token, signature);
    assert_true(string_open(&b, token.bytes, token.len));
    assert_string_equal(b.chain, "jwt → json");
    snprintf(want, sizeof want, "{\"header\":%s,\"payload\":%s,\"signature\":\"%s\"}", header,
             payload, signature);
    assert_string_equal(b.bytes, want);
    body_free(&b);
    buf_free(&token);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_in_it_is_opened), cmocka_unit_test(what_only_looks_so_stays),
        cmocka_unit_test(random_words_stay),       cmocka_unit_test(packed_bytes_are_opened),
        cmocka_unit_test(a_token_may_be_long),
    };

    return cmocka_run_group_tests_name("string", tests, NULL, NULL);
}
