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

/* Whoever types 12j wants twelve rows, whoever types 2 alone a pane; neither waits. */
static void one_two_three_are_panes_when_alone(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 50);
    kit_press(&k, "1 2 j");
    assert_int_equal(row(&k), 12);
    seen_expect_pane(&k, "queues");
    kit_press(&k, "3 j 2 k");
    assert_int_equal(row(&k), 13);
    seen_expect_pane(&k, "queues");
    kit_press(&k, "2");
    seen_expect_pane(&k, "messages");
    kit_wait(&k, 501);
    kit_press(&k, "k");
    seen_expect_pane(&k, "messages");
    kit_press(&k, "1 s Esc"); /* no movement: the digit was alone */
    seen_expect_pane(&k, "queues");
    kit_press(&k, "3");
    kit_wait(&k, 501);
    kit_press(&k, "1");
    seen_expect_pane(&k, "queues");
    kit_wait(&k, 501);
    kit_press(&k, "2 Esc"); /* goes back from there */
    seen_expect_pane(&k, "queues");
    kit_press(&k, "Alt-2 Alt-3 j");
    seen_expect_pane(&k, "body");
    kit_press(&k, "Alt-1 ? 1 2 j"); /* over a screen no digit is a pane */
    assert_int_equal(seen_top(&k), 12);
    kit_free(&k);
}

/* Half a second, to the ms. */
static void a_digit_waits_for_a_movement(void **state)
{
    (void)state;
    for (int late = 0; late < 2; late++) {
        struct kit k;

        kit_ready(&k, 50);
        kit_press(&k, "2");
        kit_wait(&k, COUNT_LONE_MS + late);
        kit_press(&k, "j");
        assert_int_equal(row(&k), late ? 0 : 2);
        seen_expect_pane(&k, late ? "messages" : "queues");
        kit_free(&k);
    }
}

static void two_digits_are_a_count_however_slow(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 50);
    kit_press(&k, "1 2");
    kit_wait(&k, 3000);
    kit_press(&k, "j");
    assert_int_equal(row(&k), 12);
    kit_free(&k);
}

/* The pane that a lone digit left gets its count in a body, too. */
static void a_count_in_a_body_stays_there(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 10, "m");
    kit_press(&k, "Alt-3 2 j");
    seen_expect_pane(&k, "body");
    kit_press(&k, "Alt-2 3 Space");
    seen_expect_pane(&k, "messages");
    assert_int_equal(seen_marked(&k), 3);
    kit_free(&k);
}

static void no_key_is_silent(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "J");
    seen_expect_said(&k, "J is bound to nothing: ? lists the keys");
    kit_press(&k, "F10");
    seen_expect_said(&k, "F10 is bound to nothing: ? lists the keys");
    kit_press(&k, "Alt-x");
    seen_expect_said(&k, "Alt-x is bound to nothing: ? lists the keys");
    kit_press(&k, "A");
    seen_expect_said(&k, "A does nothing here; in messages, body: acknowledge");
    kit_press(&k, "n");
    seen_expect_said(&k, "n does nothing here; in body, help, fields: search-next");
    kit_press(&k, "? P");
    seen_expect_said(&k, "P does nothing here; in queues, messages: pull");
    kit_press(&k, "j");
    seen_expect_said(&k, "");
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
    kit_press(&k, "? d 5 l");
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
        cmocka_unit_test(one_two_three_are_panes_when_alone),
        cmocka_unit_test(a_digit_waits_for_a_movement),
        cmocka_unit_test(two_digits_are_a_count_however_slow),
        cmocka_unit_test(a_count_in_a_body_stays_there),
        cmocka_unit_test(no_key_is_silent),
        cmocka_unit_test(g_goes_to_a_row),
        cmocka_unit_test(esc_drops_a_count_and_nothing_else),
        cmocka_unit_test(space_marks_so_many),
        cmocka_unit_test(a_body_scrolls_by_a_count),
    };

    return cmocka_run_group_tests_name("counts", tests, NULL, NULL);
}
