#include "base/text/ascii.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_one_of(int c, const char *all)
{
    return c > 0 && c < 256 && strchr(all, c);
}

static void every_int_has_its_class(void **state)
{
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz",
                      upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    (void)state;
    for (int c = -200; c < 1000; c++) {
        assert_int_equal(ascii_is_digit(c), is_one_of(c, "0123456789"));
        assert_int_equal(ascii_is_lower(c), is_one_of(c, lower));
        assert_int_equal(ascii_is_upper(c), is_one_of(c, upper));
        assert_int_equal(ascii_is_letter(c), is_one_of(c, lower) || is_one_of(c, upper));
        assert_int_equal(ascii_to_lower(c),
                         is_one_of(c, upper) ? lower[strchr(upper, c) - upper] : c);
    }
}

static void hex_digits_have_values(void **state)
{
    static const char lower[] = "0123456789abcdef", upper[] = "0123456789ABCDEF";

    (void)state;
    for (int c = -200; c < 1000; c++) {
        const char *digits = is_one_of(c, lower) ? lower : upper;

        assert_int_equal(ascii_read_hex(c), is_one_of(c, digits) ? strchr(digits, c) - digits : -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_int_has_its_class),
        cmocka_unit_test(hex_digits_have_values),
    };

    return cmocka_run_group_tests_name("ascii", tests, NULL, NULL);
}
