/* Any size, any number of queues, any kind of terminal. */
#include "base/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void resize_down_to_one_cell_and_back(void **state)
{
    static const int sizes[][2] = {{160, 48}, {60, 15}, {59, 14}, {40, 12}, {20, 4},
                                   {19, 3},   {10, 3},  {3, 2},   {1, 1},   {200, 2}};
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        size_t mark = term_raw_mark(i.term);

        term_resize(i.term, sizes[k][0], sizes[k][1]);
        term_wait_raw(i.term, mark, "\033[");
        term_keys(i.term, "P");
        term_keys(i.term, "Esc ? Down q i q / Esc");
    }
    term_resize(i.term, 80, 24);
    term_wait_text(i.term, "2 Messages . orders . PEEK \\(no lease\\) 5");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

/* The program may learn of both changes at once, and find the size that it knows; what the terminal
 * lost meanwhile is to come back. */
static void a_size_that_comes_back_at_once_is_drawn_anew(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    term_wait_text(i.term, "email +1,918");
    for (int k = 0; k < 5; k++) {
        term_resize(i.term, 20, 4);
        term_resize(i.term, 80, 24);
        term_wait_row(i.term, 1, "1 Queues 5 .*H=pull");
        term_wait_row(i.term, 23, "^ \\? help .* q quit$");
    }
    inspect_stop(&i);
}

static void one_pane_on_a_small_screen(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.cols = 40, .rows = 12});
    term_wait_text(i.term, "1 Queues 5");
    term_wait_text(i.term, "email +1,918");
    assert_false(term_has_text(i.term, "2 Messages"));
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "2 Messages");
    assert_false(term_has_text(i.term, "1 Queues"));
    inspect_stop(&i);
}

/* What a question says about the price is there to its end, and so are its fields. */
static void a_warning_is_whole_on_a_narrow_screen(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){
                          .cols = 40, .rows = 12, .args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "hello world");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_wait_text(i.term, "consumers for 30s\\.");
    term_wait_text(i.term, "1 of the first 5 at their limit: if");
    term_wait_text(i.term, "it fails, to orders-dlq\\.");
    term_wait_text(i.term, "messages 10");
    term_wait_text(i.term, "lease 30s");
    inspect_stop(&i);
}

static void name_and_backlog_on_a_tiny_screen(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.cols = 16, .rows = 3});
    term_wait_text(i.term, "^billing +44$");
    term_wait_text(i.term, "^email +1.9k$");
    inspect_stop(&i);
}

static void a_wide_screen_has_two_columns(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){
                          .cols = 160, .rows = 48, .args = (const char *[]){"orders", NULL}});
    term_wait_row(i.term, 1, "1 Queues 5 .*│.*2 Messages . orders");
    term_wait_text(i.term, "dead-letter queue +orders-dlq");
    term_wait_text(i.term, "orders . backlog .* now 5 +min 5 +max 5");
    /* One message was delivered twice, all others never. */
    term_wait_text(i.term, "Attempts: messages of orders .*▲ the next failure ends them");
    term_wait_text(i.term, "^ 0 +▆+ +4 │");
    term_wait_text(i.term, "^ 2 ▲ +▆+ +1 │");
    term_keys(i.term, "Down");
    term_wait_text(i.term, "│ attempts +2, max_retries 3");
    term_wait_text(i.term, "│ metadata +\\{\"CF-Content-Type\":\"json\"\\}");
    term_wait_text(i.term, "Calls [0-9]+ . 0 failed");
    term_wait_text(i.term, "│ .* peek +ok .* orders: 5 messages");
    inspect_stop(&i);
}

static void an_account_without_queues(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.seed = "{\"reset\":true,\"queues\":[]}"});
    term_wait_text(i.term, "This account has no queues");
    term_keys(i.term, "Enter P Down p i");
    term_wait_text(i.term, "there is no queue to pull from|This account has no queues");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void ten_thousand_queues(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){.seed = "{\"reset\":true,\"generate_queues\":10000}"});
    term_wait_text(i.term, "1 Queues 10,000 . row 1");
    assert_int_equal(sim_count_requests(i.sim, "list"), 100);
    term_keys(i.term, "G");
    term_wait_text(i.term, "row 10,000");
    term_keys(i.term, "g PgDn Up");
    term_wait_text(i.term, "row [1-9] |row 1[0-9] ");
    inspect_stop(&i);
}

/* No colour sequence at all, and the selected row still tells itself apart. */
static void no_colour(void **state)
{
    struct inspect i;
    size_t len;
    const char *raw;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.env = (const char *[]){"NO_COLOR=1", NULL}});
    term_wait_text(i.term, "email +1,918");
    raw = term_raw(i.term, &len);
    assert_null(memmem(raw, len, "\033[3", 3) && !memmem(raw, len, "\033[38", 4)
                    ? NULL
                    : memmem(raw, len, "[38;5;", 6));
    assert_true(term_cell(i.term, 3, 5).reverse);
    inspect_stop(&i);
}

static void ascii_only(void **state)
{
    struct inspect i;
    size_t len;
    const char *raw;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){.args = (const char *[]){"--ascii", "orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    raw = term_raw(i.term, &len);
    for (size_t k = 0; k < len; k++)
        if ((unsigned char)raw[k] >= 0x80)
            term_fail(i.term, "a byte outside ASCII");
    inspect_stop(&i);
}

static void sixteen_colours_and_none_by_terminal(void **state)
{
    static const char *const terms[] = {"TERM=xterm", "TERM=vt100", "TERM=screen", "TERM=linux"};

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(terms); k++) {
        struct inspect i;

        inspect_start(&i, &(struct inspect_options){.env = (const char *[]){terms[k], NULL}});
        term_wait_text(i.term, "email +1,918");
        term_keys(i.term, "Q");
        term_wait_exit(i.term, NULL);
        inspect_stop(&i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(resize_down_to_one_cell_and_back, inspect_stop_all),
        cmocka_unit_test_teardown(a_size_that_comes_back_at_once_is_drawn_anew, inspect_stop_all),
        cmocka_unit_test_teardown(one_pane_on_a_small_screen, inspect_stop_all),
        cmocka_unit_test_teardown(a_warning_is_whole_on_a_narrow_screen, inspect_stop_all),
        cmocka_unit_test_teardown(name_and_backlog_on_a_tiny_screen, inspect_stop_all),
        cmocka_unit_test_teardown(a_wide_screen_has_two_columns, inspect_stop_all),
        cmocka_unit_test_teardown(an_account_without_queues, inspect_stop_all),
        cmocka_unit_test_teardown(ten_thousand_queues, inspect_stop_all),
        cmocka_unit_test_teardown(no_colour, inspect_stop_all),
        cmocka_unit_test_teardown(ascii_only, inspect_stop_all),
        cmocka_unit_test_teardown(sixteen_colours_and_none_by_terminal, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("sizes", tests, NULL, NULL);
}
