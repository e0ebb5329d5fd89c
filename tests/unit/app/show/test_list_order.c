/* Ordering both lists: what each key does, and where the cursor stays. */
#include "tests/unit/list_orderkit.h"

/* Four queues of which three are measured. */
static void start_measured(struct kit *k)
{
    kit_start(k, kit_config());
    kit_list(k, 4);
    measure(k, "q0000", 5);
    measure(k, "q0001", 70);
    measure(k, "q0003", 5);
}

static void queues_start_by_name(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    assert_int_equal(k.app->queues.order.column, QUEUE_NAME);
    assert_string_equal(shown_queues(&k), "012");
    kit_free(&k);
}

static void the_menu_sorts(void **state)
{
    struct kit k;

    (void)state;
    start_measured(&k);
    kit_press(&k, "s");
    seen_expect_open(&k, "MENU");
    assert_int_equal(k.app->menu.list.n, QUEUE_COLUMNS);
    assert_int_equal(k.app->menu.list.selected, QUEUE_NAME);
    kit_press(&k, "b");
    seen_expect_open(&k, "");
    assert_string_equal(shown_queues(&k), "1032");
    assert_int_equal(k.app->queues.n_unknown, 1);
    kit_press(&k, "I");
    assert_string_equal(shown_queues(&k), "0312"); /* unknown last both ways, equals by name */
    kit_press(&k, "F6 Up Enter");
    assert_int_equal(k.app->queues.order.column, QUEUE_NAME);
    kit_press(&k, "s b s Esc");
    assert_int_equal(k.app->queues.order.column, QUEUE_BACKLOG);
    kit_free(&k);
}

static void brackets_go_from_column_to_column(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, ">");
    assert_int_equal(k.app->queues.order.column, QUEUE_BACKLOG);
    assert_true(k.app->queues.order.descending);
    kit_press(&k, "< <");
    assert_int_equal(k.app->queues.order.column, QUEUE_FLAGS);
    kit_press(&k, "<");
    assert_int_equal(k.app->queues.order.column, QUEUE_TROUBLE);
    kit_press(&k, ">");
    assert_int_equal(k.app->queues.order.column, QUEUE_FLAGS);
    kit_press(&k, "Tab >");
    assert_int_equal(k.app->messages.order.column, MESSAGE_AGE);
    kit_press(&k, "< <");
    assert_int_equal(k.app->messages.order.column, MESSAGE_PREVIEW);
    kit_free(&k);
}

static void the_cursor_stays_on_its_queue(void **state)
{
    struct kit k;

    (void)state;
    start_measured(&k);
    kit_press(&k, "j j"); /* q0002, unknown */
    kit_press(&k, "s b");
    assert_string_equal(kit_selected_queue(&k), "q0002");
    assert_int_equal(seen_queue_row(&k), 3);
    kit_press(&k, "I k");
    assert_string_equal(kit_selected_queue(&k), "q0001");
    kit_free(&k);
}

/* What is asked for is on top; a cursor that a hand put elsewhere keeps its message. */
static void a_new_order_is_seen_from_its_top(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 9, "m");
    for (size_t i = 0; i < 9; i++)
        b->items[i].attempts = i < 5 ? 1 : 3;
    b->items[5].timestamp_ms = 3000;
    b->items[6].timestamp_ms = 1000;
    b->items[7].timestamp_ms = -1;
    b->items[8].timestamp_ms = 2000;
    kit_batch(&k, r, b);
    kit_set_sizes(&k, 4);
    kit_press(&k, "2 s t");
    assert_string_equal(shown_messages(&k) + 4, "01234");
    assert_int_equal(strncmp(shown_messages(&k), "6857", 4), 0); /* ties: the oldest first */
    assert_int_equal(seen_message_row(&k), 0);
    kit_press(&k, "I");
    assert_int_equal(seen_message_row(&k), 0);
    assert_int_equal(shown_messages(&k)[0], '0');
    kit_press(&k, "j g s t"); /* back at the first row it is as if it had never left */
    assert_int_equal(seen_message_row(&k), 0);
    assert_int_equal(shown_messages(&k)[0], '6');
    kit_press(&k, "j I");
    assert_int_equal(seen_message_row(&k), 6);
    assert_int_equal(shown_messages(&k)[6], '8');
    kit_free(&k);
}

static void the_queues_are_seen_from_the_top_too(void **state)
{
    struct kit k;

    (void)state;
    start_measured(&k);
    kit_press(&k, "s b");
    assert_string_equal(kit_selected_queue(&k), "q0001");
    kit_press(&k, "I");
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_press(&k, "j <");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    kit_free(&k);
}

/* A list that is scrolled keeps the cursor's line. */
static void the_cursor_stays_on_its_line(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 100);
    kit_set_sizes(&k, 10);
    for (int i = 0; i < 60; i++)
        kit_press(&k, "j");
    kit_press(&k, "k k k");
    assert_int_equal(seen_queue_row(&k) - seen_queue_top(&k), 6);
    kit_press(&k, "I");
    assert_string_equal(kit_selected_queue(&k), "q0057");
    assert_int_equal(seen_queue_row(&k), 42);
    assert_int_equal(seen_queue_row(&k) - seen_queue_top(&k), 6);
    kit_free(&k);
}

static void numbers_move_rows_only_while_no_key_is_pressed(void **state)
{
    struct kit k;

    (void)state;
    start_measured(&k);
    kit_press(&k, "s b");
    kit_wait(&k, 3000);
    kit_press(&k, "k j");
    assert_string_equal(kit_selected_queue(&k), "q0000");
    measure(&k, "q0003", 900);
    kit_wait(&k, 1);
    assert_string_equal(shown_queues(&k), "1032");
    assert_true(app_next_due(k.app) <= k.now.mono_ms + 1000);
    kit_press(&k, "j"); /* to the row that is on the screen below */
    assert_string_equal(kit_selected_queue(&k), "q0003");
    kit_wait(&k, 999);
    assert_string_equal(shown_queues(&k), "1032");
    k.app->dirty = false;
    kit_wait(&k, 1);
    assert_true(k.app->dirty);
    assert_string_equal(shown_queues(&k), "3102");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    kit_free(&k);
}

static void by_name_numbers_move_nothing(void **state)
{
    struct kit k;

    (void)state;
    start_measured(&k);
    kit_wait(&k, 3000);
    measure(&k, "q0003", 900);
    kit_wait(&k, 3000);
    assert_string_equal(shown_queues(&k), "0123");
    kit_free(&k);
}

static void a_list_read_again_keeps_order_filter_and_cursor(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 9);
    kit_press(&k, "I /");
    kit_type(&k, "!0004\n", false);
    kit_press(&k, "g j j");
    assert_string_equal(kit_selected_queue(&k), "q0006");
    kit_press(&k, "r");
    kit_list(&k, 7);
    assert_string_equal(shown_queues(&k), "653210");
    assert_string_equal(kit_selected_queue(&k), "q0006");
    kit_press(&k, "r");
    kit_list(&k, 6);
    assert_string_equal(kit_selected_queue(&k), "q0005");
    kit_free(&k);
}

static void messages_sort_and_keep_the_cursor(void **state)
{
    struct kit k;

    (void)state;
    open_messages(&k, 5);
    assert_string_equal(shown_messages(&k), "01234");
    kit_press(&k, "j s i");
    assert_string_equal(shown_messages(&k), "01234");
    kit_press(&k, "I");
    assert_string_equal(shown_messages(&k), "43210");
    assert_string_equal(kit_selected_message(&k), "m1");
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 4, "m");
    assert_string_equal(shown_messages(&k), "3210");
    assert_string_equal(kit_selected_message(&k), "m1");
    kit_press(&k, "s c");
    assert_string_equal(shown_messages(&k), "0123");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queues_start_by_name),
        cmocka_unit_test(the_menu_sorts),
        cmocka_unit_test(brackets_go_from_column_to_column),
        cmocka_unit_test(the_cursor_stays_on_its_queue),
        cmocka_unit_test(a_new_order_is_seen_from_its_top),
        cmocka_unit_test(the_queues_are_seen_from_the_top_too),
        cmocka_unit_test(the_cursor_stays_on_its_line),
        cmocka_unit_test(numbers_move_rows_only_while_no_key_is_pressed),
        cmocka_unit_test(by_name_numbers_move_nothing),
        cmocka_unit_test(a_list_read_again_keeps_order_filter_and_cursor),
        cmocka_unit_test(messages_sort_and_keep_the_cursor),
    };

    return cmocka_run_group_tests_name("app: sort", tests, NULL, NULL);
}
