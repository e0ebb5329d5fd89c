/* Narrowing both lists: what is typed, what is shown, where the cursor stays. */
#include "base/memory/array.h"
#include "tests/unit/list_orderkit.h"

static void what_is_shown_is_measured_first(void **state)
{
    size_t before, shown = 0;
    struct kit k;

    (void)state;
    kit_ready(&k, 4);
    kit_press(&k, "/");
    kit_type(&k, "0002\n", false);
    kit_answer_metrics(&k, 1);
    before = k.n;
    for (int i = 0; i < 20; i++) {
        kit_wait(&k, 1000);
        kit_answer_metrics(&k, 1);
    }
    for (size_t i = before; i < k.n; i++)
        shown += !strcmp(k.sent[i].request->call.queue_id, "q0002");
    assert_in_range(shown, 8, 11);
    assert_in_range(k.n - before - shown, 3, 6); /* the three others */
    kit_free(&k);
}

static void filters_as_it_is_typed(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 9);
    kit_press(&k, "j j /");
    seen_expect_open(&k, "FILTER");
    kit_type(&k, "queue-000", false);
    assert_string_equal(shown_queues(&k), "012345678");
    assert_string_equal(kit_selected_queue(&k), "q0002");
    kit_type(&k, "7", false);
    assert_string_equal(shown_queues(&k), "7");
    assert_string_equal(kit_selected_queue(&k), "q0007");
    kit_press(&k, "Backspace");
    assert_string_equal(kit_selected_queue(&k), "q0002"); /* back on its own */
    kit_type(&k, " !2", false);                           /* hidden: on the first that is not */
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_press(&k, "Backspace Backspace");
    kit_type(&k, "!0002 !1", false);
    assert_string_equal(shown_queues(&k), "0345678");
    kit_press(&k, "Enter j");
    seen_expect_open(&k, "");
    assert_string_equal(shown_queues(&k), "0345678");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    kit_free(&k);
}

static void esc_puts_the_former_filter_back(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    kit_set_sizes(&k, 10);
    kit_press(&k, "/");
    kit_type(&k, "!0003\n", false);
    for (int i = 0; i < 15; i++)
        kit_press(&k, "j");
    assert_string_equal(kit_selected_queue(&k), "q0016");
    kit_press(&k, "k /");
    kit_type(&k, "0004", false);
    assert_string_equal(kit_selected_queue(&k), "q0004");
    kit_press(&k, "Esc");
    assert_string_equal(k.app->queues.filter.text, "!0003");
    assert_int_equal(seen_queues_filtered(&k), 29);
    assert_string_equal(kit_selected_queue(&k), "q0015");
    assert_int_equal(seen_queue_row(&k) - seen_queue_top(&k), 8);
    kit_press(&k, "/ Ctrl-U Enter");
    assert_int_equal(seen_queues_filtered(&k), 30);
    assert_string_equal(kit_selected_queue(&k), "q0015");
    kit_free(&k);
}

static void esc_in_the_list_shows_all_first(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 9);
    kit_press(&k, "f /");
    kit_type(&k, "0005\n", false);
    kit_press(&k, "q");
    assert_int_equal(seen_queues_filtered(&k), 9);
    assert_string_equal(kit_selected_queue(&k), "q0005");
    assert_true(seen_is_zoomed(&k));
    kit_press(&k, "Esc");
    assert_false(seen_is_zoomed(&k));
    assert_false(seen_has_left(&k));
    kit_press(&k, "Esc Esc");
    assert_false(seen_has_left(&k));
    seen_expect_part(seen_said(&k), "q quits");
    kit_press(&k, "q");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

static void nothing_left_is_nothing_to_open(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "/");
    kit_type(&k, "nowhere\n", false);
    assert_int_equal(seen_queues_filtered(&k), 0);
    assert_string_equal(kit_selected_queue(&k), "");
    kit_press(&k, "Enter j G I s b P i");
    assert_null(kit_open(&k, OP_PEEK, NULL));
    kit_press(&k, "Esc");
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_free(&k);
}

static void states_of_queues(void **state)
{
    static const struct {
        const char *filter, *shown;
    } expected[] = {{":paused", "1"},  {"!:paused", "0234"},  {":worker", "2"},
                    {":pull", "0134"}, {":dlq", "3"},         {":nonempty", "04"},
                    {":non !0", ""},   {":pul !:dlq", "014"}, {"!:nonempty", "1234"}};
    struct queue_page *page = kit_make_page("queue", 0, 5);
    struct kit k;

    (void)state;
    page->items[1].paused = FLAG_YES;
    page->items[2].consumers[0].kind = CONSUMER_WORKER;
    page->items[0].consumers[0].dead_letter_queue = page->items[3].name;
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    measure(&k, "q0000", 5);
    measure(&k, "q0001", 0);
    measure(&k, "q0002", 0);
    measure(&k, "q0003", 0); /* q0004 is not measured: not hidden either way */
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        kit_press(&k, "/ Ctrl-U");
        kit_type(&k, expected[i].filter, false);
        kit_press(&k, "Enter");
        assert_string_equal(shown_queues(&k), expected[i].shown);
    }
    kit_free(&k);
}

static void a_queue_that_empties_leaves_and_an_old_number_does_not_hide(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "/");
    kit_type(&k, ":nonempty\n", false);
    kit_press(&k, "j");
    kit_wait(&k, 3000);
    measure(&k, "q0001", 0);
    kit_wait(&k, 1000);
    assert_string_equal(shown_queues(&k), "02");
    assert_string_equal(kit_selected_queue(&k), "q0002"); /* the row that took its place */
    for (int i = 0; i < 310; i++) {
        kit_answer_metrics(&k, 5);
        kit_wait(&k, 1000);
    }
    assert_string_equal(shown_queues(&k), "012"); /* shown, measured again, and not empty */
    kit_free(&k);
}

static void growing_is_what_the_trend_is_sure_of(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "/");
    kit_type(&k, ":growing\n", false);
    assert_string_equal(shown_queues(&k), "012"); /* nobody knows yet */
    for (int64_t i = 1; i <= 150; i++) {
        kit_wait(&k, 2000);
        measure(&k, "q0000", 5 + 10 * i);
        measure(&k, "q0001", i < 30 ? 5 + i : 35); /* it did */
        measure(&k, "q0002", 5);
    }
    kit_wait(&k, 1500);
    assert_string_equal(shown_queues(&k), "0");
    kit_free(&k);
}

static void messages_filter_by_body_id_and_type(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 4, "m");
    b->items[1].type_text = "v8";
    b->items[2].type = CONTENT_BYTES;
    b->items[2].body = "aGlkZGVu"; /* hidden */
    b->items[2].body_len = 8;
    b->items[3].type = CONTENT_TEXT;
    b->items[3].body = "{ \"a\": 1 }";
    b->items[3].body_len = 10;
    kit_batch(&k, r, b);
    kit_press(&k, "/");
    kit_type(&k, "m2", false);
    assert_string_equal(shown_messages(&k), "2");
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "v8", false);
    assert_string_equal(shown_messages(&k), "1");
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "hidden", false);
    assert_string_equal(shown_messages(&k), "2");
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "!body", false);
    assert_string_equal(shown_messages(&k), "23");
    kit_press(&k, "Ctrl-U");
    kit_type(&k, ":", false); /* messages have no states */
    assert_string_equal(shown_messages(&k), "3");
    kit_free(&k);
}

static void a_message_filter_ends_with_its_queue(void **state)
{
    struct kit k;

    (void)state;
    open_messages(&k, 5);
    kit_press(&k, "j j /");
    kit_type(&k, "m4", false);
    assert_string_equal(kit_selected_message(&k), "m4");
    kit_press(&k, "Esc");
    assert_string_equal(kit_selected_message(&k), "m2");
    kit_press(&k, "/");
    kit_type(&k, "m4\n", false);
    assert_string_equal(kit_selected_message(&k), "m4");
    kit_press(&k, "Esc");
    assert_string_equal(shown_messages(&k), "01234");
    assert_string_equal(kit_selected_message(&k), "m4");
    seen_expect_pane(&k, "messages");
    kit_press(&k, "/");
    kit_type(&k, "m4\n", false);
    kit_press(&k, "Alt-1 j Enter");
    assert_int_equal(k.app->messages.filter.n, 0);
    kit_free(&k);
}

/* The answer comes while the filter is being typed. */
static void messages_that_come_meanwhile_are_filtered_too(void **state)
{
    struct kit k;

    (void)state;
    open_messages(&k, 5);
    kit_press(&k, "j p /");
    kit_type(&k, "m3", false);
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 4, "m");
    assert_string_equal(shown_messages(&k), "3");
    kit_press(&k, "Esc");
    assert_string_equal(shown_messages(&k), "0123");
    assert_string_equal(kit_selected_message(&k), "m1");
    kit_free(&k);
}

/* Keys that come in one read act on what those before them have done, without a frame between. */
static void keys_do_not_wait_for_a_frame(void **state)
{
    static const char keys[] = "/0005";
    struct kit k;

    (void)state;
    kit_ready(&k, 9);
    for (const char *p = keys; *p; p++)
        app_key(k.app, (struct key){.code = K_CHAR, .ch = (unsigned char)*p}, k.now);
    app_key(k.app, (struct key){.code = K_ENTER}, k.now);
    app_key(k.app, (struct key){.code = K_ENTER}, k.now);
    assert_string_equal(k.app->messages.queue_id, "q0005");
    kit_free(&k);
}

static void the_queue_asked_for_comes_out_of_a_filter(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.queue = mem_copy_str("queue-0003");
    kit_start(&k, config);
    kit_press(&k, "/");
    kit_type(&k, "nowhere\n", false);
    kit_list(&k, 5);
    assert_string_equal(k.app->messages.queue_id, "q0003");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_is_measured_first),
        cmocka_unit_test(filters_as_it_is_typed),
        cmocka_unit_test(esc_puts_the_former_filter_back),
        cmocka_unit_test(esc_in_the_list_shows_all_first),
        cmocka_unit_test(nothing_left_is_nothing_to_open),
        cmocka_unit_test(states_of_queues),
        cmocka_unit_test(a_queue_that_empties_leaves_and_an_old_number_does_not_hide),
        cmocka_unit_test(growing_is_what_the_trend_is_sure_of),
        cmocka_unit_test(messages_filter_by_body_id_and_type),
        cmocka_unit_test(a_message_filter_ends_with_its_queue),
        cmocka_unit_test(messages_that_come_meanwhile_are_filtered_too),
        cmocka_unit_test(keys_do_not_wait_for_a_frame),
        cmocka_unit_test(the_queue_asked_for_comes_out_of_a_filter),
    };

    return cmocka_run_group_tests_name("app: filter", tests, NULL, NULL);
}
