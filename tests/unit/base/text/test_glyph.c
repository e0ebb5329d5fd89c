#include "base/text/dtext.h"
#include "base/text/glyph.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_sign_is_one_column_wide(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    for (int ascii = 0; ascii < 2; ascii++) {
        glyph_start(ascii);
        for (int g = 0; g < GLYPH_COUNT; g++) {
            struct dtext text;
            const char *sign = glyph((enum glyph)g);

            assert_non_null(sign);
            dtext_make(&text, sign, strlen(sign), 0, 10, DTEXT_LINE);
            assert_string_equal(text.s, sign);
            assert_int_equal(text.cols, 1);
        }
    }
}

static void without_utf8_they_are_ascii(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C"));
    glyph_start(false);
    for (int g = 0; g < GLYPH_COUNT; g++) {
        const char *sign = glyph((enum glyph)g);

        assert_true(sign[0] > ' ' && sign[0] < 0x7f && !sign[1]);
    }
}

static void signs_are_found_by_name(void **state)
{
    (void)state;
    assert_int_equal(glyph_find("CROSS", 5), GLYPH_CROSS);
    assert_int_equal(glyph_find("CROSSING", 5), GLYPH_CROSS);
    assert_int_equal(glyph_find("CROS", 4), GLYPH_COUNT);
    assert_int_equal(glyph_find("", 0), GLYPH_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sign_is_one_column_wide),
        cmocka_unit_test(without_utf8_they_are_ascii),
        cmocka_unit_test(signs_are_found_by_name),
    };

    return cmocka_run_group_tests_name("glyph", tests, NULL, NULL);
}
