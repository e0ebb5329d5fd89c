#include "parts/list/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect(const struct list *l, size_t selected, size_t top)
{
    assert_int_equal(l->selected, selected);
    assert_int_equal(l->top, top);
}

static void moves(void **state)
{
    struct list l = {0};

    (void)state;
    list_fit(&l, 100, 10);
    list_move(&l, LIST_UP, 1);
    expect(&l, 0, 0);
    list_move(&l, LIST_DOWN, 1);
    expect(&l, 1, 0);
    list_move(&l, LIST_PAGE_DOWN, 1);
    expect(&l, 10, 1);
    list_move(&l, LIST_HALF_DOWN, 1);
    expect(&l, 15, 6);
    list_move(&l, LIST_BOTTOM, 1);
    expect(&l, 99, 90);
    list_move(&l, LIST_DOWN, 1);
    expect(&l, 99, 90);
    list_move(&l, LIST_HALF_UP, 1);
    expect(&l, 94, 90);
    list_move(&l, LIST_PAGE_UP, 1);
    expect(&l, 85, 85);
    list_move(&l, LIST_TOP, 1);
    expect(&l, 0, 0);
}

static void moves_by_a_count(void **state)
{
    struct list l = {0};

    (void)state;
    list_fit(&l, 100000, 10);
    list_move(&l, LIST_DOWN, 5);
    expect(&l, 5, 0);
    list_move(&l, LIST_PAGE_DOWN, 3);
    expect(&l, 32, 23);
    list_move(&l, LIST_HALF_UP, 2);
    expect(&l, 22, 22);
    list_move(&l, LIST_UP, 1000000);
    expect(&l, 0, 0);
    list_move(&l, LIST_ROW, 120);
    expect(&l, 119, 110);
    list_move(&l, LIST_ROW, 1000000);
    expect(&l, 99999, 99990);
    list_move(&l, LIST_PAGE_UP, SIZE_MAX);
    expect(&l, 0, 0);
    list_move(&l, LIST_PAGE_DOWN, SIZE_MAX);
    expect(&l, 99999, 99990);
}

static void an_empty_list_stays_put(void **state)
{
    struct list l = {0};

    (void)state;
    for (int m = LIST_DOWN; m <= LIST_ROW; m++)
        list_move(&l, (enum list_move)m, 1);
    expect(&l, 0, 0);
    list_fit(&l, 0, 10);
    list_move(&l, LIST_BOTTOM, 1);
    expect(&l, 0, 0);
    list_select(&l, 5);
    expect(&l, 0, 0);
}

static void shrinking_and_growing_keeps_the_row_on_the_screen(void **state)
{
    struct list l = {0};

    (void)state;
    list_fit(&l, 100, 10);
    list_select(&l, 50);
    expect(&l, 50, 41);
    list_fit(&l, 100, 3);
    expect(&l, 50, 48);
    list_fit(&l, 100, 40);
    expect(&l, 50, 48);
    list_fit(&l, 60, 40);
    expect(&l, 50, 20);
    list_fit(&l, 10, 40);
    expect(&l, 9, 0);
}

static void a_list_off_the_screen_still_moves(void **state)
{
    struct list l = {0};

    (void)state;
    list_fit(&l, 100, 0);
    list_move(&l, LIST_PAGE_DOWN, 1);
    list_move(&l, LIST_DOWN, 1);
    assert_int_equal(l.selected, 2);
    list_fit(&l, 100, 1);
    expect(&l, 2, 2);
}

static void follows_a_row_to_its_new_place(void **state)
{
    struct list l = {0};

    (void)state;
    list_fit(&l, 100, 10);
    list_select(&l, 5);
    list_follow(&l, 100, 8); /* at the top, in sight: the screen stands still */
    expect(&l, 8, 0);
    list_follow(&l, 100, 9); /* the last in sight */
    expect(&l, 9, 0);
    list_select(&l, 5);
    list_follow(&l, 100, 10); /* and the first that is not: it keeps its line */
    expect(&l, 10, 5);
    list_select(&l, 8);
    list_follow(&l, 100, 8);
    expect(&l, 8, 5);
    list_follow(&l, 100, 0);
    list_follow(&l, 100, 8);
    expect(&l, 8, 0);
    list_follow(&l, 100, 60); /* out of sight: the row keeps its line */
    expect(&l, 60, 52);
    list_follow(&l, 100, 30);
    expect(&l, 30, 22);
    list_follow(&l, 100, 3); /* not that many rows above it */
    expect(&l, 3, 0);
    list_follow(&l, 100, 99);
    list_follow(&l, 4, 2); /* all fit */
    expect(&l, 2, 0);
    list_fit(&l, 4, 0);
    list_follow(&l, 4, 3);
    assert_int_equal(l.selected, 3);
}

/* Whatever happens: the selected row exists and is on the screen, no screen is half empty. */
static void the_selected_row_is_always_visible(void **state)
{
    struct list l = {0};
    uint32_t seed = 7;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        seed = seed * 1664525 + 1013904223;
        if ((seed >> 28) == 1 && l.n)
            list_follow(&l, l.n, (seed >> 8) % l.n);
        else if ((seed >> 28) == 0)
            list_fit(&l, (seed >> 8) % 50, (seed >> 16) % 20);
        else
            list_move(&l, (enum list_move)((seed >> 12) % 9), (seed >> 3) % 4 + 1);
        if (!l.n) {
            expect(&l, 0, 0);
            continue;
        }
        assert_true(l.selected < l.n);
        if (!l.height)
            continue;
        assert_true(l.top <= l.selected && l.selected < l.top + l.height);
        assert_true(l.n <= l.height ? l.top == 0 : l.top + l.height <= l.n);
    }
}

/* The view moves; the cursor stays on its row until the edge takes it along. */
static void scrolls(void **state)
{
    struct list l = {0};

    (void)state;
    list_scroll(&l, 3);
    list_scroll(&l, -3);
    expect(&l, 0, 0);
    list_fit(&l, 100, 10);
    list_select(&l, 4);
    list_scroll(&l, 3);
    expect(&l, 4, 3);
    list_scroll(&l, 3);
    expect(&l, 6, 6);
    list_scroll(&l, -3);
    expect(&l, 6, 3);
    list_scroll(&l, 1000);
    expect(&l, 90, 90);
    list_select(&l, 99);
    list_scroll(&l, -3);
    expect(&l, 96, 87);
    list_scroll(&l, -1);
    expect(&l, 95, 86);
    list_select(&l, 90);
    list_scroll(&l, -2); /* it is in sight still */
    expect(&l, 90, 84);
    list_scroll(&l, -1000);
    expect(&l, 9, 0);
    list_fit(&l, 5, 10);
    list_scroll(&l, 3);
    expect(&l, 4, 0);
    list_fit(&l, 5, 0);
    list_scroll(&l, 3);
    assert_true(l.selected < 5 && l.top <= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves),
        cmocka_unit_test(moves_by_a_count),
        cmocka_unit_test(scrolls),
        cmocka_unit_test(an_empty_list_stays_put),
        cmocka_unit_test(shrinking_and_growing_keeps_the_row_on_the_screen),
        cmocka_unit_test(a_list_off_the_screen_still_moves),
        cmocka_unit_test(follows_a_row_to_its_new_place),
        cmocka_unit_test(the_selected_row_is_always_visible),
    };

    return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
