#include "base/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_scalar_value_round_trips(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
        char bytes[4];
        uint32_t back = 1;
        int n;

        if (cp == 0xd800)
            cp = 0xe000;
        n = utf8_write(bytes, cp);
        if (utf8_read(bytes, (size_t)n, &back) != n || back != cp)
            fail_msg("U+%04X came back as U+%04X", (unsigned)cp, (unsigned)back);
        for (int cut = 1; cut < n; cut++)
            if (utf8_read(bytes, (size_t)cut, &back) != 0)
                fail_msg("U+%04X cut to %d bytes was read", (unsigned)cp, cut);
    }
}

/* The last character goes where it is not whole, and nothing else does. */
static void a_text_is_cut_between_characters(void **state)
{
    char bytes[6] = "a";

    (void)state;
    assert_int_equal(utf8_trim("", 0), 0);
    for (uint32_t cp = 1; cp <= 0x10ffff; cp += cp < 0x900 ? 1 : 0x1f) {
        size_t n = (size_t)utf8_write(bytes + 1, cp == 0xd800 ? 0xe000 : cp);

        for (size_t cut = 1; cut <= n; cut++)
            if (utf8_trim(bytes, 1 + cut) != (cut < n ? 1 : 1 + n))
                fail_msg("U+%04X cut to %zu bytes", (unsigned)cp, cut);
    }
}

static void what_is_not_utf8_is_refused(void **state)
{
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xc2\x41",
        "\xe0\x80\x80",
        "\xe0\x9f\xbf",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xe2\x28\xa1",
        "\xe2\x82\x28",
        "\xf0\x80\x80\x80",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xfe",
        "\xff",
        "\xf0\x9f\x98\x28",
        "\xf0\x28\x98\x80",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        uint32_t cp;

        assert_int_equal(utf8_read(bad[i], strlen(bad[i]), &cp), 0);
        assert_false(utf8_check(bad[i], strlen(bad[i])));
    }
}

static void check_looks_at_every_byte(void **state)
{
    char text[40];

    (void)state;
    memset(text, 'a', sizeof text);
    assert_true(utf8_check(text, sizeof text));
    assert_true(utf8_check(text, 0));
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = '\xff';
        assert_false(utf8_check(text, sizeof text));
        text[i] = 'a';
    }
    memcpy(text + 6, "\xf0\x9f\x98\x80", 4);
    assert_true(utf8_check(text, sizeof text));
    assert_false(utf8_check(text, 9));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_round_trips),
        cmocka_unit_test(a_text_is_cut_between_characters),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(check_looks_at_every_byte),
    };

    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
