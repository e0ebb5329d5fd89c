#include "tests/unit/seenkit.h"

/* Queue 0 dead-letters into 3, 1 into 3 too, 3 into 4; 2 stands alone. */
static void start(struct kit *k)
{
    struct queue_page *page = kit_make_page("queue", 0, 5);

    page->items[0].consumers[0].dead_letter_queue = "queue-0003";
    page->items[1].consumers[0].dead_letter_queue = "queue-0003";
    page->items[3].consumers[0].dead_letter_queue = "queue-0004";
    kit_start(k, kit_config());
    kit_page(k, page);
    kit_list_end(k);
    kit_answer_metrics(k, 5);
}

static void presses_lead_to(struct kit *k, const char *const *ids, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kit_press(k, "o");
        assert_string_equal(kit_selected_queue(k), ids[i]);
    }
}

static void from_a_source_and_back(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j");
    kit_press(&k, "o");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    seen_expect_said(&k, "queue-0003: dead-letter queue of queue-0001");
    kit_press(&k, "o");
    assert_string_equal(kit_selected_queue(&k), "q0001");
    assert_int_equal(kit_count(&k, OP_PEEK), 0);
    seen_expect_pane(&k, "queues");
    kit_free(&k);
}

/* The dead-letter queue gives its ends in turn: its own one, then both sources. */
static void several_ends_come_in_turn(void **state)
{
    static const char *const ids[] = {"q0004", "q0003", "q0000", "q0003",
                                      "q0001", "q0003", "q0004", "q0003"};
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "Alt-3 Alt-1 j j j");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    presses_lead_to(&k, ids, 8);
    kit_free(&k);
}

static void the_source_it_came_from_is_first(void **state)
{
    static const char *const ids[] = {"q0003", "q0001", "q0003", "q0004"};
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j");
    presses_lead_to(&k, ids, 4);
    kit_free(&k);
}

static void a_source_is_counted(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j o o");
    seen_expect_said(&k, "queue-0001: source 2 of 2 of queue-0003");
    kit_press(&k, "G o");
    seen_expect_said(&k, "queue-0003: source of queue-0004");
    kit_free(&k);
}

static void the_message_pane_opens_the_other_end(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0000"), 2, "m");
    kit_press(&k, "o");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    assert_string_equal(k.app->messages.queue_id, "q0003");
    seen_expect_pane(&k, "messages");
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0003"), 1, "d");
    kit_press(&k, "o");
    assert_string_equal(k.app->messages.queue_id, "q0000");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

/* The open queue counts in the message pane, not the selected one. */
static void the_message_pane_starts_from_the_open_queue(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "Enter Alt-1 G 2 o");
    assert_string_equal(k.app->messages.queue_id, "q0003");
    kit_free(&k);
}

static void without_another_end_it_says_so(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 1);
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j j o");
    assert_string_equal(kit_selected_queue(&k), "q0002");
    seen_expect_said(&k, "queue-0002 has no dead-letter queue and is not one");
    kit_free(&k);

    page->items[0].consumers[0].dead_letter_queue = "elsewhere";
    kit_start(&k, kit_config());
    kit_press(&k, "o");
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "o");
    seen_expect_said(&k, "elsewhere is not in the list of queues");
    kit_free(&k);
}

/* A queue that names itself is its own other end, once. */
static void a_queue_that_names_itself(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 1);
    struct kit k;

    (void)state;
    page->items[0].consumers[0].dead_letter_queue = "queue-0000";
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "o o o");
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_a_source_and_back),
        cmocka_unit_test(several_ends_come_in_turn),
        cmocka_unit_test(the_source_it_came_from_is_first),
        cmocka_unit_test(a_source_is_counted),
        cmocka_unit_test(the_message_pane_opens_the_other_end),
        cmocka_unit_test(the_message_pane_starts_from_the_open_queue),
        cmocka_unit_test(without_another_end_it_says_so),
        cmocka_unit_test(a_queue_that_names_itself),
    };

    return cmocka_run_group_tests_name("app ends", tests, NULL, NULL);
}
