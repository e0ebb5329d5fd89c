/* color.ROLE of the config file. */
#include "cli/settings/color_settings.h"

#include "tests/unit/cli/settings/configkit.h"

static bool resolve(void *out, const struct config *c, struct error *err)
{
    return color_settings_resolve(out, c, err);
}

static void those_of_the_profile_are_laid_over_those_of_all(void **state)
{
    struct role_colors c;
    struct error err;

    (void)state;
    assert_true(configkit_run(resolve, &c,
                              "color.key = 201\ncolor.error = 9 bold\n[unused]\ncolor.warn = 3\n"
                              "[p]\ncolor.key = blue\n",
                              "p", &err));
    assert_int_equal(c.items[ROLE_KEY].text, 4);
    assert_int_equal(c.items[ROLE_ERROR].text, 9);
    assert_true(c.items[ROLE_ERROR].has_style);
    assert_int_equal(c.items[ROLE_WARN].text, COLOR_AS_IT_IS);
    assert_int_equal(c.items[ROLE_WARN].background, COLOR_AS_IT_IS);
}

static void expect_refused(const char *text, const char *why)
{
    struct role_colors c;
    struct error err;

    assert_false(configkit_run(resolve, &c, text, NULL, &err));
    configkit_expect_error(&err, why);
}

static void bad_ones_are_told_with_their_line(void **state)
{
    (void)state;
    expect_refused("\ncolor.key = mauve\n",
                   ":2: color.key: \"mauve\" is not 0-255, red, bright-red, default, bold");
    expect_refused("[unused]\ncolor.key =\n",
                   ":2: color.key: a colour, on a colour, bold: one of them is missing");
    expect_refused("color.keys = red\n",
                   ":1: color.keys: no such role; error, growing, spark are some (README.md)");
    expect_refused("color. = red\n",
                   ":1: color.: no such role; error, growing, spark are some (README.md)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_of_the_profile_are_laid_over_those_of_all),
        cmocka_unit_test(bad_ones_are_told_with_their_line),
    };

    return cmocka_run_group_tests_name("color settings", tests, configkit_start, configkit_stop);
}
