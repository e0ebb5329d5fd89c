/* Escapes in strings of JSON, read and written. */
#include "body/json/json.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void strings_are_unescaped_in_place(void **state)
{
    static const struct {
        const char *s, *plain;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"a\\\"b\\\\c\\/d", "a\"b\\c/d"},
        {"\\b\\f\\n\\r\\t", "\b\f\n\r\t"},
        {"\\u0041\\u00e9\\u20AC", "Aé€"},
        {"\\ud83d\\ude00!", "😀!"},
        {"\\ud800\\udc00", "\xf0\x90\x80\x80"},
        {"\\udbff\\udfff", "\xf4\x8f\xbf\xbf"},
        {"\\ud7ff\\ue000", "\xed\x9f\xbf\xee\x80\x80"},
        {"\\ud800\\ue000", "\xef\xbf\xbd\xee\x80\x80"},
        {"\\ud83d", "\xef\xbf\xbd"},
        {"\\udbff", "\xef\xbf\xbd"},
        {"\\udc00", "\xef\xbf\xbd"},
        {"\\udfff", "\xef\xbf\xbd"},
        {"\\udbff\\udbff", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\\udbff\\ue000", "\xef\xbf\xbd\xee\x80\x80"},
        {"\\udc00\\udc00", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\\ud83dx", "\xef\xbf\xbdx"},
        {"\\ude00\\ud83d", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd😀"},
        {"\\ude00\\ude00", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\\ud83d\\u0041", "\xef\xbf\xbd"
                           "A"},
        {"é日 long enough to be more than a word\\n", "é日 long enough to be more than a word\n"},
    };
    static const char *const bad[] = {"\\", "\\x",  "\\u", "\\u123", "\\u123g",
                                      "\n", "a\tb", "\"",  "ab\\",   "\\ud83d\\u"};
    char text[64];
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t n = strlen(cases[i].s);
        char *exact = exact_copy(cases[i].s, n);

        assert_true(json_equal_string(exact, n, cases[i].plain));
        assert_true(json_unescape(exact, exact, n, &len));
        assert_int_equal(len, strlen(cases[i].plain));
        assert_memory_equal(exact, cases[i].plain, len);
        free(exact);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char *exact = exact_copy(bad[i], strlen(bad[i]));

        assert_false(json_unescape(text, exact, strlen(bad[i]), &len));
        free(exact);
    }
    assert_true(json_unescape(text, "a\\u0000b", 8, &len));
    assert_int_equal(len, 3);
    assert_memory_equal(text, "a\0b", 3);
    assert_false(json_equal_string("abc", 3, "ab"));
    assert_false(json_equal_string("ab", 2, "abc"));
    assert_false(json_equal_string("a\\u0000", 7, "a"));
}

static void any_character_is_escaped(void **state)
{
    static const struct {
        uint32_t cp;
        const char *text;
    } cases[] = {{0, "\\u0000"},
                 {0xabcd, "\\uabcd"},
                 {0xffff, "\\uffff"},
                 {0x10000, "\\ud800\\udc00"},
                 {0x10fedc, "\\udbff\\udedc"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out;

        buf_init(&out, 100);
        assert_true(json_append_escape(&out, cases[i].cp));
        assert_string_equal(out.bytes, cases[i].text);
        out.cap = out.len + 11;
        assert_int_equal(json_append_escape(&out, cases[i].cp), cases[i].cp < 0x10000);
        buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_unescaped_in_place),
        cmocka_unit_test(any_character_is_escaped),
    };

    return cmocka_run_group_tests_name("escapes", tests, NULL, NULL);
}
