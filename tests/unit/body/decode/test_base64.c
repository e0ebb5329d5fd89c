#include "body/decode/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static const struct {
    const char *plain, *text;
} rfc[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

static void the_vectors_of_rfc_4648(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rfc / sizeof rfc[0]; i++) {
        struct buf out;

        buf_init(&out, 100);
        assert_true(base64_decode(rfc[i].text, strlen(rfc[i].text), &out));
        assert_int_equal(out.len, strlen(rfc[i].plain));
        assert_memory_equal(out.bytes, rfc[i].plain, out.len + 1);
        buf_clear(&out);
        assert_true(base64_encode(rfc[i].plain, strlen(rfc[i].plain), &out));
        assert_string_equal(out.bytes, rfc[i].text);
        buf_free(&out);
    }
}

static void what_is_not_strict_is_refused(void **state)
{
    static const char *const bad[] = {
        "Z",         "Zg",    "Zg=",   "Zm8",  "Zm9vY",     "Zm9v=",    "====",         "A===",
        "=AAA",      "AA=A",  "Zh==",  "Zm9=", "Zg==Zg==",  "Zm9v\n",   "Zm9v\r\nZm9v", "Zm 9",
        "Zm9v Zm9v", " Zg==", "Zg== ", "Zm-_", "Zm9v\tZm9", "Zm9vY===", "\xc3\xa9Zm",   "Zg=\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct buf out;

        buf_init(&out, 100);
        assert_true(buf_append_str(&out, "kept"));
        assert_false(base64_check(bad[i], strlen(bad[i])));
        assert_false(base64_decode(bad[i], strlen(bad[i]), &out));
        assert_string_equal(out.bytes, "kept");
        buf_free(&out);
    }
    assert_false(base64_check("Zm\0v", 4));
}

static void every_byte_is_judged_in_every_place(void **state)
{
    char text[] = "AAAAAAAAAAAA";

    (void)state;
    for (size_t at = 0; at + 1 < sizeof text; at++) {
        for (int c = 0; c < 256; c++) {
            bool good = c && strchr(alphabet, c) != NULL;

            text[at] = (char)c;
            if (c == '=' && at == 11)
                good = true; /* "AAA=": one padding character, and the bits under it are zero */
            assert_int_equal(base64_check(text, 12), good);
        }
        text[at] = 'A';
    }
}

/* Of the 64 * 64 texts "xy==" only those with y's low four bits zero have one meaning. */
static void bits_under_the_padding_are_zero(void **state)
{
    (void)state;
    for (int y = 0; y < 64; y++) {
        const char two[] = {'/', alphabet[y], '=', '='}, one[] = {'/', '/', alphabet[y], '='};

        assert_int_equal(base64_check(two, 4), y % 16 == 0);
        assert_int_equal(base64_check(one, 4), y % 4 == 0);
    }
}

static void random_bytes_come_back(void **state)
{
    unsigned char bytes[200];
    uint32_t seed = 1;

    (void)state;
    for (size_t n = 0; n < sizeof bytes; n++) {
        struct buf text, back;

        for (size_t i = 0; i < n; i++)
            bytes[i] = (unsigned char)((seed = seed * 1664525 + 1013904223) >> 24);
        buf_init(&text, 1000);
        buf_init(&back, 1000);
        assert_true(base64_encode(bytes, n, &text));
        assert_true(base64_check(text.bytes, text.len));
        assert_true(base64_decode(text.bytes, text.len, &back));
        assert_int_equal(back.len, n);
        assert_memory_equal(back.bytes, bytes, n);
        buf_free(&text);
        buf_free(&back);
    }
}

static void the_cap_holds(void **state)
{
    struct buf out;

    (void)state;
    buf_init(&out, 5);
    assert_false(base64_decode("Zm9vYmFy", 8, &out));
    assert_false(base64_encode("foobar", 6, &out));
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_rfc_4648),
        cmocka_unit_test(what_is_not_strict_is_refused),
        cmocka_unit_test(every_byte_is_judged_in_every_place),
        cmocka_unit_test(bits_under_the_padding_are_zero),
        cmocka_unit_test(random_bytes_come_back),
        cmocka_unit_test(the_cap_holds),
    };

    return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
