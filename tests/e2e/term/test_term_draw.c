/* What the base of ui/ draws, as a terminal shows it: termdemo, beside this test, is driven. */
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "tests/e2e/term/demo.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FIRST_ROW = 4, CELL = 20, ROLES_ROW = 14 };

static void test_hostile_text(void **state)
{
    static const char *const left[] = {"plain",
                                       "      ·]0;owned··\\[2J",
                                       "safe·EVIL· \\.",
                                       " +·31mred",
                                       "·· bytes",
                                       " +rlo · live",
                                       "·zero·",
                                       " +◌\xcc\x81mark e\xcc\x81\xcc\x81··",
                                       "漢字漢字漢字漢字漢 …"};
    static const char *const right[] = {"plain",
                                        "‹1B›\\]0;owned‹07›‹1B›\\[2J",
                                        "safe‹0D›EVIL‹0A›        \\.",
                                        "‹U\\+009B›31mred",
                                        "‹FF›‹FE› bytes",
                                        "rlo ‹U\\+202E› live",
                                        "‹U\\+200B›zero‹U\\+FE0F›",
                                        "◌\xcc\x81mark e\xcc\x81\xcc\x81‹U\\+0301›‹U\\+0301›",
                                        "漢字漢字漢字漢字漢字漢字"};
    struct term *t = demo_run();

    (void)state;
    term_wait_text(t, "corner$");
    for (int i = 0; i < (int)(ARRAY_LEN(left)); i++) {
        char *pattern = mem_print("^%s *│%s( |$)", left[i], right[i]);

        term_wait_row(t, FIRST_ROW + i, pattern);
        assert_string_equal(term_cell(t, FIRST_ROW + i, CELL).utf8, "│");
        free(pattern);
    }
    term_wait_row(t, ROLES_ROW + 2, "^‹1B›\\]0;owned‹07›‹1B›\\[2J$");
    assert_string_equal(term_title(t), "");
    term_assert_clean_output(t);
    term_stop(t);
}

static void test_clipping(void **state)
{
    static const char *const inside[] = {" 字漢字", "漢字漢 ", "  abcde", "2345678"};
    struct term *t = demo_run();

    (void)state;
    term_wait_text(t, "corner$");
    for (int i = 0; i < 4; i++) {
        char *pattern = mem_print("│%s│$", inside[i]);

        term_wait_row(t, FIRST_ROW + i, pattern);
        free(pattern);
    }
    assert_false(term_has_text(t, "above|below"));
    term_stop(t);
}

static void test_roles(void **state)
{
    struct term *t = demo_run();
    struct screen_cell cell;

    (void)state;
    term_wait_text(t, "corner$");
    cell = term_cell(t, ROLES_ROW, 10);
    assert_int_equal(cell.bg.kind, SCREEN_COLOUR_INDEX);
    assert_int_equal(cell.bg.index, 24);
    assert_int_equal(term_cell(t, ROLES_ROW, 79).bg.index, 24);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 0).fg.kind, SCREEN_COLOUR_DEFAULT);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 0).bg.kind, SCREEN_COLOUR_DEFAULT);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 10).fg.index, 220);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 10).bg.kind, SCREEN_COLOUR_DEFAULT);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 30).bg.index, 236);
    term_stop(t);
}

static void assert_plain_colours(struct term *t)
{
    for (int row = 0; row < 24; row++) {
        for (int col = 0; col < 80; col++) {
            assert_int_equal(term_cell(t, row, col).fg.kind, SCREEN_COLOUR_DEFAULT);
            assert_int_equal(term_cell(t, row, col).bg.kind, SCREEN_COLOUR_DEFAULT);
        }
    }
}

static void test_no_colour(void **state)
{
    struct term *t = demo_run_sized("--no-color", 0, 0, NULL);

    (void)state;
    term_wait_text(t, "corner$");
    assert_plain_colours(t);
    assert_true(term_cell(t, ROLES_ROW, 0).reverse);
    assert_true(term_cell(t, ROLES_ROW, 79).reverse);
    assert_true(term_cell(t, ROLES_ROW + 1, 10).bold);
    assert_true(term_cell(t, ROLES_ROW + 1, 20).bold);
    assert_true(term_cell(t, ROLES_ROW + 1, 20).underline);
    term_stop(t);
}

static void test_eight_colours(void **state)
{
    static const char *const env[] = {"TERM=xterm", NULL};
    struct term *t = demo_run_sized(NULL, 0, 0, env);

    (void)state;
    term_wait_text(t, "corner$");
    assert_true(term_cell(t, ROLES_ROW, 0).reverse);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 10).fg.index, 3);
    term_stop(t);
}

static void assert_ascii(struct term *t)
{
    size_t len;
    const char *raw = term_raw(t, &len);

    for (size_t i = 0; i < len; i++)
        assert_true((unsigned char)raw[i] < 0x80);
}

static void test_ascii(void **state)
{
    static const char *const env[] = {"LC_ALL=C", NULL};
    static const char *const options[] = {"--ascii", NULL};
    static const char *const *const envs[] = {NULL, env};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct term *t = demo_run_sized(options[i], 0, 0, envs[i]);

        term_wait_text(t, "corner$");
        term_wait_row(t, FIRST_ROW + 1, "\\|<1B>\\]0;owned<07><1B>\\[2J");
        term_keys(t, "q");
        demo_wait_exit(t, 0);
        assert_ascii(t);
        term_stop(t);
    }
}

static void test_resize(void **state)
{
    static const int sizes[][2] = {{40, 10}, {10, 3}, {1, 1}, {2, 2}, {200, 60}, {80, 24}};
    struct term *t = demo_run();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        int cols = sizes[i][0];
        int rows = sizes[i][1];
        char *size = mem_print("^size %dx%d ", rows, cols);

        /* On one row the corner is drawn over the size. */
        if (rows == 1)
            size[1] = 'r';
        size[cols < 10 ? 1 + cols : (int)strlen(size)] = 0;
        term_resize(t, cols, rows);
        if (cols < 10)
            term_wait_row(t, 0, size);
        else
            term_wait_text(t, cols < 20 ? "^size 3x10$" : size);
        free(size);
    }
    term_wait_text(t, "corner$");
    term_keys(t, "q");
    demo_wait_exit(t, 0);
    term_stop(t);
}

static void test_cursor(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_keys(t, "p");
    term_wait_mode(t, 25, true);
    assert_int_equal(term_cursor(t).row, 1);
    assert_int_equal(term_cursor(t).col, 5);
    term_keys(t, "p");
    term_wait_mode(t, 25, false);
    term_stop(t);
}

static void test_redraw(void **state)
{
    struct term *t = demo_run();
    size_t mark;

    (void)state;
    term_wait_text(t, "corner$");
    mark = term_raw_mark(t);
    term_keys(t, "C-l");
    term_wait_raw(t, mark, "plain");
    term_stop(t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, term_stop_all)
        TEST(test_hostile_text), TEST(test_clipping),      TEST(test_roles),
        TEST(test_no_colour),    TEST(test_eight_colours), TEST(test_ascii),
        TEST(test_resize),       TEST(test_cursor),        TEST(test_redraw),
    };

    (void)argc;
    demo_find(argv[0]);
    return cmocka_run_group_tests_name("term draw", tests, NULL, NULL);
}
