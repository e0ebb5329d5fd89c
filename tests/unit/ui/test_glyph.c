#include "base/dtext.h"
#include "ui/term/glyph.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_sign_is_one_column_wide)};

    return cmocka_run_group_tests_name("glyph", tests, NULL, NULL);
}
