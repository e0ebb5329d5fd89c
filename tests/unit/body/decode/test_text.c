#include "body/decode/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void text_is_what_can_be_read(void **state)
{
    (void)state;
    assert_true(text_is_readable("", 0, false));
    assert_true(text_is_readable("a\tb\r\nc", 6, false));
    assert_true(text_is_readable("日本", 6, false));
    assert_false(text_is_readable("日本", 5, false));
    assert_true(text_is_readable("日本", 5, true));
    assert_false(text_is_readable("日本\xe6x", 8, true));
    assert_false(text_is_readable("a\0b", 3, false));
    assert_false(text_is_readable("\x1b[31m", 5, true));
    assert_false(text_is_readable("\xff", 1, false));
}

#define LE "\xff\xfe"
#define BE "\xfe\xff"

static const struct {
    const char *bytes;
    size_t len;
    bool cut;
    enum bom bom;
    const char *text;
} samples[] = {
    {"\xef\xbb\xbfHi", 5, false, BOM_UTF8, "Hi"},
    {"\xef\xbb\xbf", 3, false, BOM_UTF8, ""},
    {LE "H\0i\0", 6, false, BOM_UTF16LE, "Hi"},
    {BE "\0H\0i", 6, false, BOM_UTF16BE, "Hi"},
    {LE "\xe5\x65\xac\x20", 6, false, BOM_UTF16LE, "日€"},
    {BE "\xd8\x3c\xdf\x89", 6, false, BOM_UTF16BE, "🎉"},
    {LE, 2, false, BOM_UTF16LE, ""},
    /* Half a pair, the halves the wrong way round, an odd byte, a control character: not text. */
    {LE "\x3c\xd8", 4, false, BOM_NONE, ""},
    {LE "\x89\xdf\x3c\xd8", 6, false, BOM_NONE, ""},
    {LE "\x3c\xd8x\0", 6, true, BOM_NONE, ""},
    {LE "H\0i", 5, false, BOM_NONE, ""},
    {LE "\0\0H\0", 6, false, BOM_NONE, ""},
    {"\xef\xbb\xbf\xff", 4, false, BOM_NONE, ""},
    {"\xef\xbb\xbf\x01", 4, false, BOM_NONE, ""},
    {"Hi", 2, false, BOM_NONE, ""},
    {"", 0, false, BOM_NONE, ""},
    /* Where more may follow, the last character need not be whole. */
    {LE "H\0\x3c\xd8", 6, true, BOM_UTF16LE, "H"},
    {LE "H\0i", 5, true, BOM_UTF16LE, "H"},
    {"\xef\xbb\xbfH\xe6", 5, true, BOM_UTF8, "H\xe6"},
};

static void a_mark_says_how(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf out;

        buf_init(&out, 100);
        assert_true(buf_append(&out, ">", 1));
        assert_int_equal(text_convert(samples[i].bytes, samples[i].len, samples[i].cut, &out),
                         samples[i].bom);
        assert_int_equal(out.len, 1 + strlen(samples[i].text));
        assert_memory_equal(out.bytes + 1, samples[i].text, out.len - 1);
        buf_free(&out);
    }
}

static void nothing_passes_the_cap(void **state)
{
    struct buf out;

    (void)state;
    buf_init(&out, 2);
    assert_int_equal(text_convert(LE "a\0b\0c\0", 8, false, &out), BOM_NONE);
    assert_int_equal(out.len, 0);
    assert_int_equal(text_convert(LE "a\0b\0", 6, false, &out), BOM_UTF16LE);
    assert_string_equal(text_bom_name(BOM_UTF16LE), "UTF-16LE");
    buf_free(&out);
}

/* Behind what is there already. */
static void a_guess_is_appended(void **state)
{
    struct buf out;

    (void)state;
    buf_init(&out, 100);
    assert_true(buf_append_str(&out, "kept "));
    assert_int_equal(text_guess_wide("h\0i\0!\0", 6, false, &out), BOM_UTF16LE);
    assert_string_equal(out.bytes, "kept hi!");
    assert_int_equal(text_guess_wide("\0\1\0\2\0\3", 6, false, &out), BOM_NONE);
    assert_int_equal(out.len, 8);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_what_can_be_read),
        cmocka_unit_test(a_mark_says_how),
        cmocka_unit_test(nothing_passes_the_cap),
        cmocka_unit_test(a_guess_is_appended),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
