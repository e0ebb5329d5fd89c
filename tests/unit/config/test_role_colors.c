#include "config/role_colors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect(const char *text, short color, short background, bool has_style, unsigned style)
{
    struct role_color c;
    struct error err;

    if (!role_color_parse(&c, text, &err))
        fail_msg("\"%s\": %s", text, err.text);
    assert_int_equal(c.text, color);
    assert_int_equal(c.background, background);
    assert_int_equal(c.has_style, has_style);
    assert_int_equal(c.style, style);
}

static void colours_and_styles(void **state)
{
    (void)state;
    expect("203", 203, COLOR_AS_IT_IS, false, 0);
    expect("0", 0, COLOR_AS_IT_IS, false, 0);
    expect("255 on 0", 255, 0, false, 0);
    expect("  red   bold ", 1, COLOR_AS_IT_IS, true, STYLE_BOLD);
    expect("bright-red", 9, COLOR_AS_IT_IS, false, 0);
    expect("bright-white on bright-black", 15, 8, false, 0);
    expect("default on default plain", COLOR_TERMINAL, COLOR_TERMINAL, true, 0);
    expect("on blue dim", COLOR_AS_IT_IS, 4, true, STYLE_DIM);
    expect("bold underline reverse", COLOR_AS_IT_IS, COLOR_AS_IT_IS, true,
           STYLE_BOLD | STYLE_UNDERLINE | STYLE_REVERSE);
}

static void refuse(const char *text, const char *why)
{
    struct role_color c;
    struct error err;

    if (role_color_parse(&c, text, &err))
        fail_msg("\"%s\" was taken", text);
    assert_string_equal(err.text, why);
}

#define IS_NOT "\" is not 0-255, red, bright-red, default, bold"

static void what_is_neither_is_refused(void **state)
{
    (void)state;
    refuse("256", "\"256" IS_NOT);
    refuse("-1", "\"-1" IS_NOT);
    refuse("mauve", "\"mauve" IS_NOT);
    refuse("Red", "\"Red" IS_NOT);
    refuse("bright-default", "\"bright-default" IS_NOT);
    refuse("bright-7", "\"bright-7" IS_NOT);
    refuse("red blue", "\"blue" IS_NOT);
    refuse("bold red", "\"red" IS_NOT);
    refuse("red on blue on green", "\"on" IS_NOT);
    refuse("red on bold", "\"bold" IS_NOT);
    refuse("1234567890123456789012345678901234567890", "\"12345678901234567890123" IS_NOT);
    refuse("", "a colour, on a colour, bold: one of them is missing");
    refuse(" ", "a colour, on a colour, bold: one of them is missing");
    refuse("red on", "a colour, on a colour, bold: one of them is missing");
}

static void roles_have_names_of_their_own(void **state)
{
    struct role_name name;

    (void)state;
    assert_int_equal(role_colors_find("header-dim"), ROLE_HEADER_DIM);
    assert_int_equal(role_colors_find("header"), ROLE_HEADER);
    assert_int_equal(role_colors_find("HEADER"), ROLE_COUNT);
    assert_int_equal(role_colors_find("header_dim"), ROLE_COUNT);
    assert_int_equal(role_colors_find("head"), ROLE_COUNT);
    assert_int_equal(role_colors_find(""), ROLE_COUNT);
    for (int i = 0; i < ROLE_COUNT; i++)
        assert_int_equal(role_colors_find(role_colors_name(&name, (enum role)i)), i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_and_styles),
        cmocka_unit_test(what_is_neither_is_refused),
        cmocka_unit_test(roles_have_names_of_their_own),
    };

    return cmocka_run_group_tests_name("config: colours of roles", tests, NULL, NULL);
}
