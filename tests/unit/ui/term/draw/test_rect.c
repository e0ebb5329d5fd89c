/* Rectangles. */
#include "ui/term/draw/rect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_rect(struct rect r, int row, int col, int rows, int cols)
{
    assert_int_equal(r.row, row);
    assert_int_equal(r.col, col);
    assert_int_equal(r.rows, rows);
    assert_int_equal(r.cols, cols);
}

static void test_make(void **state)
{
    (void)state;
    assert_rect(rect_make(1, 2, 3, 4), 1, 2, 3, 4);
    assert_rect(rect_make(1, 2, -3, -4), 1, 2, 0, 0);
    assert_true(rect_is_empty(rect_make(0, 0, 1, 0)));
    assert_true(rect_is_empty(rect_make(0, 0, 0, 1)));
    assert_false(rect_is_empty(rect_make(0, 0, 1, 1)));
}

static void test_clip(void **state)
{
    struct rect screen = rect_make(0, 0, 24, 80);

    (void)state;
    assert_rect(rect_clip(rect_make(2, 3, 4, 5), screen), 2, 3, 4, 5);
    assert_rect(rect_clip(rect_make(-1, -2, 4, 5), screen), 0, 0, 3, 3);
    assert_rect(rect_clip(rect_make(22, 78, 4, 5), screen), 22, 78, 2, 2);
    assert_true(rect_is_empty(rect_clip(rect_make(24, 0, 1, 1), screen)));
    assert_true(rect_is_empty(rect_clip(rect_make(0, -3, 1, 3), screen)));
}

static void test_cut(void **state)
{
    struct rect r = rect_make(10, 20, 6, 9);

    (void)state;
    assert_rect(rect_cut_top(&r, 1), 10, 20, 1, 9);
    assert_rect(rect_cut_bottom(&r, 2), 14, 20, 2, 9);
    assert_rect(rect_cut_left(&r, 3), 11, 20, 3, 3);
    assert_rect(rect_cut_right(&r, 4), 11, 25, 3, 4);
    assert_rect(r, 11, 23, 3, 2);
    assert_rect(rect_cut_top(&r, -1), 11, 23, 0, 2);
    assert_rect(rect_cut_left(&r, 99), 11, 23, 3, 2);
    assert_rect(r, 11, 25, 3, 0);
    assert_rect(rect_cut_bottom(&r, 99), 11, 25, 3, 0);
    assert_rect(r, 11, 25, 0, 0);
}

static void test_inset_and_center(void **state)
{
    struct rect r = rect_make(10, 20, 6, 9);

    (void)state;
    assert_rect(rect_inset(r, 1, 2), 11, 22, 4, 5);
    assert_rect(rect_inset(r, -1, 0), 10, 20, 6, 9);
    assert_rect(rect_inset(r, 99, 99), 13, 24, 0, 1);
    assert_rect(rect_center(r, 2, 3), 12, 23, 2, 3);
    assert_rect(rect_center(r, 99, 99), 10, 20, 6, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_make),
        cmocka_unit_test(test_clip),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_inset_and_center),
    };

    return cmocka_run_group_tests_name("rect", tests, NULL, NULL);
}
