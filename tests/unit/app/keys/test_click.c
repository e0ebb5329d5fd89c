/* The mouse, as the ui hands it to the app. */
#include "base/memory/array.h"
#include "tests/unit/seenkit.h"

static void click_at(struct kit *k, struct click c)
{
    app_click(k->app, c, k->now);
    app_settle(k->app);
    kit_take(k);
}

static void click_row(struct kit *k, int pane, size_t row)
{
    click_at(k, (struct click){
                    .on = CLICK_ROW, .pane = pane, .row = row, .line = 5 + (int)row, .col = 9});
}

static void wheel(struct kit *k, enum click_on on, int pane, int steps)
{
    click_at(k, (struct click){.on = on, .pane = pane, .wheel = steps, .line = 5});
}

/* 50 queues, the first opened with 30 messages; 20 rows in every list. */
static void start(struct kit *k)
{
    kit_ready(k, 50);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), 30, "m");
    kit_press(k, "Alt-1");
}

static void a_click_selects_and_focuses(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    click_row(&k, PANE_QUEUES, 7);
    assert_int_equal(seen_queue_row(&k), 7);
    seen_expect_pane(&k, "queues");
    click_row(&k, PANE_MESSAGES, 4);
    assert_int_equal(seen_message_row(&k), 4);
    seen_expect_pane(&k, "messages");
    assert_string_equal(k.app->body.shown.message->id, "m4");
    click_row(&k, PANE_BODY, 2);
    seen_expect_pane(&k, "body");
    click_at(&k, (struct click){.on = CLICK_TITLE, .pane = PANE_QUEUES});
    seen_expect_pane(&k, "queues");
    assert_int_equal(seen_queue_row(&k), 7);
    assert_int_equal(kit_count(&k, OP_PEEK), 1);
    kit_free(&k);
}

static void rows_count_from_the_top_of_the_view(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "G");
    click_row(&k, PANE_QUEUES, 3);
    assert_int_equal(seen_queue_row(&k), 33);
    /* Below the last row there is nothing to select, but a pane to focus. */
    kit_press(&k, "Alt-2");
    kit_set_sizes(&k, 40);
    click_row(&k, PANE_MESSAGES, 39);
    assert_int_equal(seen_message_row(&k), 0);
    click_row(&k, PANE_QUEUES, 1000000);
    seen_expect_pane(&k, "queues");
    assert_int_equal(seen_queue_row(&k), 33);
    kit_free(&k);
}

static void the_second_click_opens(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    click_row(&k, PANE_QUEUES, 2);
    kit_wait(&k, CLICK_AGAIN_MS);
    click_row(&k, PANE_QUEUES, 2);
    assert_int_equal(kit_count(&k, OP_PEEK), 2);
    assert_string_equal(kit_open(&k, OP_PEEK, NULL)->call.queue_id, "q0002");
    /* A third one begins anew. */
    click_row(&k, PANE_QUEUES, 2);
    assert_int_equal(kit_count(&k, OP_PEEK), 2);
    kit_free(&k);
}

/* The pane in focus grows, so that another row lies under the pointer the second time. */
static void the_second_click_is_about_the_place(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    click_row(&k, PANE_MESSAGES, 2);
    click_at(
        &k, (struct click){.on = CLICK_ROW, .pane = PANE_MESSAGES, .row = 6, .line = 7, .col = 10});
    assert_int_equal(seen_message_row(&k), 2);
    seen_expect_pane(&k, "body");
    assert_true(seen_is_zoomed(&k));
    kit_free(&k);
}

static void late_or_elsewhere_is_no_second_click(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    click_row(&k, PANE_QUEUES, 2);
    kit_wait(&k, CLICK_AGAIN_MS + 1);
    click_row(&k, PANE_QUEUES, 2);
    click_row(&k, PANE_QUEUES, 3);
    click_at(&k, (struct click){.on = CLICK_ROW, .row = 3, .line = 8, .col = 20});
    kit_press(&k, "Alt-2"); /* the focus went elsewhere by a key */
    click_at(&k, (struct click){.on = CLICK_ROW, .row = 3, .line = 8, .col = 20});
    wheel(&k, CLICK_ROW, PANE_QUEUES, 1);
    assert_int_equal(kit_count(&k, OP_PEEK), 1);
    click_row(&k, PANE_QUEUES, 3);
    kit_press(&k, "Down"); /* another row is selected meanwhile */
    click_row(&k, PANE_QUEUES, 3);
    assert_int_equal(kit_count(&k, OP_PEEK), 1);
    kit_free(&k);
}

static void a_heading_sorts_by_its_column(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    for (int column = QUEUE_COLUMNS - 1; column >= -1; column--) {
        click_at(&k, (struct click){.on = CLICK_HEAD, .pane = PANE_QUEUES, .column = column});
        assert_int_equal(k.app->queues.order.column, column < 0 ? 0 : column);
    }
    kit_free(&k);
}

static void the_wheel_scrolls_without_focus(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    wheel(&k, CLICK_ROW, PANE_MESSAGES, 1);
    assert_int_equal(k.app->messages.list.top, WHEEL_ROWS);
    assert_int_equal(seen_message_row(&k), WHEEL_ROWS);
    seen_expect_pane(&k, "queues");
    kit_press(&k, "Down Down Down Down Down");
    wheel(&k, CLICK_TITLE, PANE_QUEUES, 1);
    assert_int_equal(seen_queue_top(&k), WHEEL_ROWS);
    assert_int_equal(seen_queue_row(&k), 5);
    for (int i = 0; i < 30; i++)
        wheel(&k, CLICK_ROW, PANE_QUEUES, 1);
    assert_int_equal(seen_queue_top(&k), 30);
    assert_int_equal(seen_queue_row(&k), 30);
    for (int i = 0; i < 30; i++)
        wheel(&k, CLICK_ROW, PANE_QUEUES, -1);
    assert_int_equal(seen_queue_top(&k), 0);
    assert_int_equal(seen_queue_row(&k), 19);
    assert_string_equal(kit_selected_queue(&k), "q0019");
    wheel(&k, CLICK_NOTHING, 0, 1);
    wheel(&k, CLICK_FOOTER, PANE_QUEUES, 1);
    wheel(&k, CLICK_MENU, PANE_QUEUES, 1);
    assert_int_equal(seen_queue_top(&k), 0);
    kit_free(&k);
}

static void the_wheel_scrolls_an_overlay(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "?");
    wheel(&k, CLICK_SCREEN, 0, 1);
    wheel(&k, CLICK_SCREEN, 0, 1);
    assert_int_equal(seen_top(&k), 2 * WHEEL_ROWS);
    wheel(&k, CLICK_SCREEN, 0, -1);
    assert_int_equal(seen_top(&k), WHEEL_ROWS);
    assert_int_equal(seen_queue_top(&k), 0);
    click_at(&k, (struct click){.on = CLICK_SCREEN});
    seen_expect_screen(&k, "HELP");
    kit_free(&k);
}

static void a_menu_is_clicked_twice(void **state)
{
    struct click size = {.on = CLICK_MENU, .row = QUEUE_SIZE, .line = 8, .col = 30};
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "s");
    seen_expect_open(&k, "MENU");
    click_at(&k, size);
    seen_expect_open(&k, "MENU");
    assert_int_equal(k.app->menu.list.selected, QUEUE_SIZE);
    click_at(&k, (struct click){.on = CLICK_NOTHING, .line = 8, .col = 2});
    click_at(&k, size);
    seen_expect_open(&k, "MENU");
    click_at(&k, size);
    seen_expect_open(&k, "");
    assert_int_equal(k.app->queues.order.column, QUEUE_SIZE);
    kit_free(&k);
}

/* A row is clicked, then a key opens a menu above it: the next click is the menu's first. */
static void a_menu_that_opens_under_the_pointer_is_not_chosen_from(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    click_row(&k, PANE_QUEUES, 3);
    kit_press(&k, "s");
    click_at(&k, (struct click){.on = CLICK_MENU, .row = QUEUE_SIZE, .line = 8, .col = 9});
    seen_expect_open(&k, "MENU");
    kit_free(&k);
}

/* Clicks and wheel at every place, twice: nothing is sent and nothing moves. */
static void click_everywhere(struct kit *k)
{
    for (int on = CLICK_NOTHING; on <= CLICK_MENU; on++)
        for (int pane = 0; pane < PANE_COUNT; pane++)
            for (int turn = -1; turn <= 1; turn++) {
                struct click c = {.on = (enum click_on)on, .pane = pane, .row = 1, .wheel = turn};

                click_at(k, c);
                click_at(k, c);
            }
}

static void questions_and_prompts_do_not_know_the_mouse(void **state)
{
    static const struct {
        const char *keys;
        enum mode mode;
    } cases[] = {
        {"1 P", MODE_PULL}, {"2 A", MODE_CHANGE}, {"1 /", MODE_FILTER}, {"3 /", MODE_SEARCH}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct kit k;
        size_t n;

        start(&k);
        kit_press(&k, cases[i].keys);
        kit_wait(&k, QUESTION_ARM_MS);
        assert_int_equal(k.app->mode, cases[i].mode);
        n = k.n;
        click_everywhere(&k);
        assert_int_equal(k.app->mode, cases[i].mode);
        assert_int_equal(k.n, n);
        assert_int_equal(seen_queue_row(&k), 0);
        kit_free(&k);
    }
}

static void the_mouse_never_changes_the_server(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    for (int i = 0; i < 50; i++)
        click_everywhere(&k);
    for (size_t i = 0; i < k.n; i++)
        if (k.sent[i].request->kind == REQ_CALL)
            assert_false(operation_get(k.sent[i].request->call.op)->changes_server);
    assert_true(kit_count(&k, OP_PEEK) > 1);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_selects_and_focuses),
        cmocka_unit_test(rows_count_from_the_top_of_the_view),
        cmocka_unit_test(the_second_click_opens),
        cmocka_unit_test(the_second_click_is_about_the_place),
        cmocka_unit_test(late_or_elsewhere_is_no_second_click),
        cmocka_unit_test(a_heading_sorts_by_its_column),
        cmocka_unit_test(the_wheel_scrolls_without_focus),
        cmocka_unit_test(the_wheel_scrolls_an_overlay),
        cmocka_unit_test(a_menu_is_clicked_twice),
        cmocka_unit_test(a_menu_that_opens_under_the_pointer_is_not_chosen_from),
        cmocka_unit_test(questions_and_prompts_do_not_know_the_mouse),
        cmocka_unit_test(the_mouse_never_changes_the_server),
    };

    return cmocka_run_group_tests_name("app click", tests, NULL, NULL);
}
