/* Counts: 5j, 120G, 3 Space. */
#include "tests/unit/seenkit.h"

static size_t row(const struct kit *k)
{
    return seen_queue_row(k);
}

static void a_count_repeats_a_movement(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 500);
    kit_press(&k, "5 j");
    assert_int_equal(row(&k), 5);
    kit_press(&k, "5 0 Down");
    assert_int_equal(row(&k), 55);
    kit_press(&k, "j"); /* the count is used up */
    assert_int_equal(row(&k), 56);
    kit_press(&k, "4 k");
    assert_int_equal(row(&k), 52);
    kit_press(&k, "4 PgDn");
    assert_int_equal(row(&k), 52 + 4 * 19);
    kit_press(&k, "4 Ctrl-U");
    assert_int_equal(row(&k), 52 + 4 * 19 - 40);
    kit_press(&k, "9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 j");
    assert_int_equal(row(&k), 499);
    kit_press(&k, "9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 PgUp");
    assert_int_equal(row(&k), 0);
    kit_free(&k);
}

static void one_two_three_are_panes_unless_a_count_has_begun(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 50);
    kit_press(&k, "0 1 2 j");
    assert_int_equal(row(&k), 12);
    seen_expect_pane(&k, "queues");
    kit_press(&k, "2");
    seen_expect_pane(&k, "messages");
    assert_false(k.app->count.pending);
    kit_press(&k, "1 ? 1 2 j"); /* over a screen no digit is a pane */
    assert_int_equal(seen_top(&k), 12);
    kit_free(&k);
}

static void g_goes_to_a_row(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 200);
    kit_press(&k, "0 1 2 0 G");
    assert_int_equal(row(&k), 119);
    kit_press(&k, "7 g");
    assert_int_equal(row(&k), 6);
    kit_press(&k, "G");
    assert_int_equal(row(&k), 199);
    kit_press(&k, "9 9 9 g");
    assert_int_equal(row(&k), 199);
    kit_press(&k, "g");
    assert_int_equal(row(&k), 0);
    kit_press(&k, "0 G"); /* no count at all */
    assert_int_equal(row(&k), 199);
    kit_free(&k);
}

static void esc_drops_a_count_and_nothing_else(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 50);
    kit_press(&k, "? 5 Esc");
    seen_expect_screen(&k, "HELP");
    assert_false(k.app->count.pending);
    kit_press(&k, "Esc");
    seen_expect_screen(&k, "");
    kit_press(&k, "5 ~ j");
    assert_int_equal(row(&k), 1);
    kit_press(&k, "5 f j");
    assert_true(seen_is_zoomed(&k));
    assert_int_equal(row(&k), 2);
    kit_type(&k, "5", true); /* pasted: never a command */
    assert_false(k.app->count.pending);
    kit_free(&k);
}

static void space_marks_so_many(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 10, "m");
    kit_press(&k, "Space Up");
    assert_int_equal(seen_marked(&k), 1);
    kit_press(&k, "4 Space");
    assert_int_equal(seen_marked(&k), 4);
    assert_string_equal(kit_selected_message(&k), "m4");
    kit_press(&k, "9 9 Space");
    assert_int_equal(seen_marked(&k), 10);
    assert_string_equal(kit_selected_message(&k), "m9");
    kit_free(&k);
}

static void a_body_scrolls_by_a_count(void **state)
{
    struct kit k;
    size_t left;

    (void)state;
    kit_ready(&k, 3);
    kit_type(&k, ":set nowrap\n", false);
    kit_press(&k, "? 9 9 9 j");
    left = seen_top(&k);
    assert_int_equal(left, k.app->screen_pager.layout.n - 20);
    kit_press(&k, "4 k");
    assert_int_equal(seen_top(&k), left - 4);
    kit_press(&k, "5 G");
    assert_int_equal(seen_top(&k), 4);
    kit_press(&k, "5 l");
    assert_int_equal(seen_left(&k), 40);
    kit_press(&k, "4 h");
    assert_int_equal(seen_left(&k), 8);
    kit_press(&k, "9 9 9 9 9 9 9 l");
    assert_int_equal(seen_left(&k), 1000000);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_repeats_a_movement),
        cmocka_unit_test(one_two_three_are_panes_unless_a_count_has_begun),
        cmocka_unit_test(g_goes_to_a_row),
        cmocka_unit_test(esc_drops_a_count_and_nothing_else),
        cmocka_unit_test(space_marks_so_many),
        cmocka_unit_test(a_body_scrolls_by_a_count),
    };

    return cmocka_run_group_tests_name("counts", tests, NULL, NULL);
}
