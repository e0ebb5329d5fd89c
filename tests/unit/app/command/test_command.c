/* The `:` line, typed: what each command does, and what it says when it cannot. */
#include "tests/unit/seenkit.h"

#include "app/command/command.h"
#include "app/command/command_run.h"

static void run(struct kit *k, const char *line)
{
    kit_type(k, ":", false);
    seen_expect_open(k, "COMMAND");
    kit_type(k, line, false);
    kit_press(k, "Enter");
}

/* Runs it, and wants it done. */
static void run_well(struct kit *k, const char *line)
{
    run(k, line);
    if (!strcmp(seen_open(k), "COMMAND"))
        fail_msg(":%s: %s", line, seen_refusal(k));
}

/* Runs it, wants it refused with that text and the line left as it was, and leaves. */
static void run_badly(struct kit *k, const char *line, const char *error)
{
    run(k, line);
    seen_expect_open(k, "COMMAND");
    assert_string_equal(seen_refusal(k), error);
    assert_string_equal(seen_field(k, 0), line);
    kit_press(k, "Esc");
    seen_expect_open(k, "");
}

static void start_with_messages(struct kit *k)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), 5, "m");
}

static void every_row_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count(); i++) {
        const struct command_row *row = command_at(i);

        assert_true(strlen(row->name) + strlen(row->arguments) < 27);
        assert_true(strlen(row->help) <= 51);
        assert_ptr_equal(command_find(row->name, strlen(row->name), NULL), row);
    }
}

static void unknown_commands_suggest(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    run_badly(&k, "srot backlog", "no command \"srot\": did you mean sort?");
    run_badly(&k, "p", "\"p\" is ambiguous: peek, pull, pager or profile");
    run_badly(&k, "xyzzy", "no command \"xyzzy\": Tab shows what there is");
    run_badly(&k, "info me", "info takes no argument");
    run_badly(&k, " sort  srot  ", "no column \"srot\": Tab shows what there is");
    run_well(&k, " :open  queue-0001  ");
    run_well(&k, "");
    run_well(&k, "  ");
    kit_free(&k);
}

static void sort_orders_the_list_in_focus(void **state)
{
    struct kit k;

    (void)state;
    start_with_messages(&k);
    run_well(&k, "sort size asc");
    assert_int_equal(k.app->messages.order.column, MESSAGE_SIZE);
    assert_false(k.app->messages.order.descending);
    kit_press(&k, "1");
    run_well(&k, "so back");
    assert_int_equal(k.app->queues.order.column, QUEUE_BACKLOG);
    assert_true(k.app->queues.order.descending);
    run_badly(&k, "sort attempts", "no column \"attempts\": Tab shows what there is");
    run_badly(&k, "sort bakclog", "no column \"bakclog\": did you mean backlog?");
    run_badly(&k, "sort name up", "sort: \"up\" is not asc or desc");
    run_badly(&k, "sort", "sort: by which column? Tab shows them");
    kit_press(&k, "3");
    run_badly(&k, "sort size", "sort is for queues and messages: 1 or 2 goes there");
    kit_free(&k);
}

static void every_column_can_be_sorted_by(void **state)
{
    struct kit k;

    (void)state;
    start_with_messages(&k);
    for (int pane = 0; pane < 2; pane++) {
        const struct sort_columns *columns = pane ? sort_message_columns() : sort_queue_columns();

        kit_press(&k, pane ? "Alt-2" : "Alt-1");
        for (int i = 0; i < columns->n; i++) {
            const struct order *order = pane ? &k.app->messages.order : &k.app->queues.order;
            char text[60];

            snprintf(text, sizeof(text), "sort %s asc", columns->items[i].name);
            run_well(&k, text);
            assert_int_equal(order->column, i);
            assert_false(order->descending);
            snprintf(text, sizeof(text), "sort %s d", columns->items[i].name);
            run_well(&k, text);
            assert_true(order->descending);
        }
    }
    kit_free(&k);
}

static void filter_narrows_and_widens(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    run_well(&k, "filter -002");
    assert_int_equal(seen_queues_filtered(&k), 10);
    run_badly(&k, "filter :nowhere",
              "there is no state :nowhere: paused, nonempty, dlq, worker, pull or growing");
    run_badly(&k, "filter foo>3",
              "no foo: backlog, size, oldest, age, grows, loss or dead; or \"quote\" it");
    assert_int_equal(seen_queues_filtered(&k), 10);
    run_well(&k, "filter");
    assert_int_equal(seen_queues_filtered(&k), 30);
    kit_free(&k);
    start_with_messages(&k);
    kit_press(&k, "3");
    run_badly(&k, "filter x", "filter is for queues and messages: 1 or 2 goes there");
    kit_free(&k);
}

static void open_and_peek_take_no_lease(void **state)
{
    struct kit k;
    struct request *r;

    (void)state;
    kit_ready(&k, 30);
    run_well(&k, "open queue-0007");
    r = kit_open(&k, OP_PEEK, "q0007");
    assert_int_equal(r->call.batch_size, 100);
    assert_string_equal(kit_selected_queue(&k), "q0007");
    seen_expect_pane(&k, "messages");
    kit_messages(&k, r, 3, "m");
    run_well(&k, "peek 50");
    r = kit_open(&k, OP_PEEK, "q0007");
    assert_int_equal(r->call.batch_size, 50);
    kit_messages(&k, r, 3, "m");
    run_well(&k, "peek 5 queue-0011");
    assert_int_equal(kit_open(&k, OP_PEEK, "q0011")->call.batch_size, 5);
    run_well(&k, "open q0012"); /* by id */
    assert_non_null(kit_open(&k, OP_PEEK, "q0012"));
    run_badly(&k, "peek 101", "\"101\" is not a number from 1 to 100");
    run_badly(&k, "peek 0", "\"0\" is not a number from 1 to 100");
    run_badly(&k, "open", "open: which queue? Tab shows them");
    run_badly(&k, "open other", "no queue is named \"other\"");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

/* Never by itself: the question comes, armed late as with the key. */
static void pull_only_fills_the_question_in(void **state)
{
    struct kit k;
    struct request *r;

    (void)state;
    kit_ready(&k, 3);
    run_well(&k, "pull 25 5m");
    seen_expect_open(&k, "PULL");
    assert_string_equal(seen_field(&k, 0), "25");
    assert_string_equal(seen_field(&k, 1), "5m");
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PULL, NULL);
    assert_int_equal(r->call.batch_size, 25);
    assert_int_equal(r->call.visibility_timeout_ms, 300000);
    kit_press(&k, "1");
    run_badly(&k, "pull 500", "\"500\" is not a number from 1 to 100");
    run_badly(&k, "pull 5 1d", "\"1d\" is not a duration from 1s to 12h");
    run_well(&k, "pull 90s");
    assert_string_equal(seen_field(&k, 0), "25");
    assert_string_equal(seen_field(&k, 1), "90s");
    kit_press(&k, "Esc");
    assert_int_equal(kit_count(&k, OP_PULL), 1);
    kit_free(&k);
}

static void obstacles_hold_as_for_keys(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.options.numbers[OPT_READ_ONLY] = true;
    kit_start(&k, config);
    kit_list(&k, 3);
    run_well(&k, "pull 5");
    seen_expect_open(&k, "");
    seen_expect_said(&k, "read-only: started with --read-only");
    run_badly(&k, "set noread-only", "read-only: started with --read-only");
    run_well(&k, "set read-only");
    kit_free(&k);
    kit_ready(&k, 3);
    run_well(&k, "freeze");
    assert_true(k.app->freeze.on);
    run_well(&k, "pull");
    seen_expect_open(&k, "");
    run_well(&k, "open queue-0001");
    assert_int_equal(kit_count(&k, OP_PEEK), 0);
    kit_free(&k);
}

static void screens_open_and_close(void **state)
{
    struct kit k;

    (void)state;
    start_with_messages(&k);
    run_well(&k, "journal");
    seen_expect_screen(&k, "CALL_LOG");
    run_well(&k, "help"); /* from one to the other */
    seen_expect_screen(&k, "HELP");
    seen_expect_part(seen_screen_text(&k), ":sort COLUMN [asc|desc]");
    run_well(&k, "help"); /* a command opens, it does not close */
    seen_expect_screen(&k, "HELP");
    run_well(&k, "30");
    assert_int_equal(seen_top(&k), 29);
    run_badly(&k, "sort nothing", "no column \"nothing\": Tab shows what there is");
    seen_expect_screen(&k, "HELP");
    run_well(&k, "sort size");
    seen_expect_screen(&k, "");
    run_well(&k, "describe");
    seen_expect_screen(&k, "QUEUE");
    run_well(&k, "info");
    seen_expect_screen(&k, "MESSAGE");
    run_well(&k, "copy");
    seen_expect_open(&k, "MENU");
    kit_free(&k);
}

static void marks_and_rows(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    run_well(&k, "12");
    assert_int_equal(seen_queue_row(&k), 11);
    run_well(&k, "9999");
    assert_int_equal(seen_queue_row(&k), 29);
    run_badly(&k, "0", "row: a number from 1 to 1000000");
    run_badly(&k, "99999999999999999999", "row: a number from 1 to 1000000");
    run_badly(&k, "mark all", "mark: there is no message");
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 5, "m");
    run_well(&k, "mark all");
    assert_int_equal(seen_marked(&k), 5);
    run_well(&k, "3");
    assert_string_equal(kit_selected_message(&k), "m2");
    run_well(&k, "mark none");
    assert_int_equal(k.app->marks.ids.n, 0);
    run_badly(&k, "mark", "mark: all or none");
    kit_free(&k);
}

static void quitting(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_messages(&k, kit_pull(&k), 2, "m");
    run_badly(&k, "quit now", "quit takes no argument but !");
    run_well(&k, "q");
    seen_expect_open(&k, "QUIT");
    assert_false(seen_has_left(&k));
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "n");
    run_well(&k, "q!");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_sound),
        cmocka_unit_test(unknown_commands_suggest),
        cmocka_unit_test(sort_orders_the_list_in_focus),
        cmocka_unit_test(every_column_can_be_sorted_by),
        cmocka_unit_test(filter_narrows_and_widens),
        cmocka_unit_test(open_and_peek_take_no_lease),
        cmocka_unit_test(pull_only_fills_the_question_in),
        cmocka_unit_test(obstacles_hold_as_for_keys),
        cmocka_unit_test(screens_open_and_close),
        cmocka_unit_test(marks_and_rows),
        cmocka_unit_test(quitting),
    };

    return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
