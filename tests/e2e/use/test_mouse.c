/* The mouse, as a terminal reports it: clicks, the wheel, and whose it is. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum { CLICKS = 1000, DRAGS = 1002, MOVES = 1003, DECIMAL = 1006 };

static void assert_mouse(struct term *t, bool on)
{
    term_wait_mode(t, DECIMAL, on);
    assert_int_equal(term_mode(t, CLICKS), on);
    assert_false(term_mode(t, DRAGS));
    assert_false(term_mode(t, MOVES));
}

static void start(struct inspect *i, const char *arg)
{
    inspect_start(i, &(struct inspect_options){.args = (const char *[]){arg, NULL}});
    term_wait_text(i->term, arg && arg[0] != '-' ? "1 Queues 5" : "empty +0");
}

/* Clicks (or click: replaced by wheelup:, wheeldown:) on where regex stands, times times. */
static void press(struct inspect *i, const char *what, const char *regex, int times)
{
    struct screen_point at;
    char name[60];

    term_wait_text(i->term, regex);
    assert_true(term_find_text(i->term, regex, &at));
    snprintf(name, sizeof(name), "%s:%d,%d", what, at.row, at.col);
    while (times-- > 0)
        term_keys(i->term, name);
}

static void the_wheel_scrolls_what_is_under_it(void **state)
{
    enum { ID_COL = 21 };
    struct screen_point at;
    struct inspect i;
    char tenth[40];

    (void)state;
    start(&i, "orders-dlq");
    term_wait_text(i.term, "peeked, no lease . 100");
    term_settle(i.term);
    assert_true(term_find_text(i.term, " +7 B +[0-9a-f]{8}", &at));
    snprintf(tenth, sizeof(tenth), " +7 B +%.8s", term_row(i.term, at.row + 9) + ID_COL);
    term_keys(i.term, "1");
    term_wait_gone(i.term, tenth);
    press(&i, "wheeldown", " +7 B +[0-9a-f]{8}", 1);
    term_wait_text(i.term, tenth);
    assert_true(term_has_text(i.term, "━ 1 Queues 5"));
    term_keys(i.term, "?");
    term_wait_text(i.term, "Help");
    term_wait_row(i.term, 1, "page 1 of 7 ━");
    press(&i, "wheeldown", "Enter", 2);
    term_wait_row(i.term, 1, "page 1 of 7 . line 7 of ");
    press(&i, "wheelup", "Help", 1);
    term_wait_row(i.term, 1, "page 1 of 7 . line 4 of ");
    term_keys(i.term, "q");
    term_wait_text(i.term, "━ 1 Queues 5");
    inspect_stop(&i);
}

static void it_is_switched_while_the_program_runs(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "--no-mouse");
    assert_mouse(i.term, false);
    term_send(i.term, ":set mouse\r");
    assert_mouse(i.term, true);
    press(&i, "click", "email +1,918", 1);
    term_wait_text(i.term, "^> *W email ");
    term_send(i.term, ":set nomouse\r");
    assert_mouse(i.term, false);
    inspect_stop(&i);
}

/* Any cell, twice, at any size: it goes on, and nothing changes the server. */
static void clicks_everywhere(void **state)
{
    static const int sizes[][2] = {{160, 48}, {80, 24}, {40, 12}, {20, 4}, {10, 3}, {1, 1}};
    struct inspect i;

    (void)state;
    start(&i, "orders");
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        term_resize(i.term, sizes[k][0], sizes[k][1]);
        term_settle(i.term);
        for (int row = 0; row < sizes[k][1] + 2; row++) {
            char bytes[120];

            snprintf(bytes, sizeof(bytes),
                     "\033[<0;%d;%dM\033[<0;%d;%dm\033[<0;%d;%dM\033[<65;%d;%dM", row % 9 + 1,
                     row + 1, row % 9 + 1, row + 1, row % 9 + 1, row + 1, sizes[k][0] - 1, row + 1);
            term_send(i.term, bytes);
        }
        term_send(i.term, "\033[<0;9999;9999M\033[<64;9999;1M");
        term_settle(i.term);
    }
    term_resize(i.term, 80, 24);
    term_keys(i.term, "f f M-1 g");
    term_wait_text(i.term, "1 Queues 5 .* row 1 ");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void the_terminal_gets_its_mouse_back(void **state)
{
    struct inspect i;
    int status;

    (void)state;
    start(&i, NULL);
    assert_mouse(i.term, true);
    term_keys(i.term, "C-z");
    term_wait_stopped(i.term);
    assert_mouse(i.term, false);
    term_continue(i.term);
    assert_mouse(i.term, true);
    press(&i, "click", "email +1,918", 1);
    term_wait_text(i.term, "^> *W email ");
    term_keys(i.term, "C-l");
    term_settle(i.term);
    assert_mouse(i.term, true);
    term_keys(i.term, "Q");
    term_wait_exit(i.term, &status);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_mouse(i.term, false);
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void the_terminal_gets_its_mouse_back_by_signals(void **state)
{
    static const int signals[] = {SIGTERM, SIGHUP, SIGSEGV};

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(signals); k++) {
        struct inspect i;

        start(&i, NULL);
        assert_mouse(i.term, true);
        term_signal(i.term, signals[k]);
        term_wait_exit(i.term, NULL);
        assert_mouse(i.term, false);
        inspect_stop(&i);
    }
}

static void no_mouse_leaves_it_alone(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "--no-mouse");
    term_send(i.term, "\033[<0;5;6M");
    term_settle(i.term);
    assert_mouse(i.term, false);
    assert_false(term_raw_contains(i.term, 0, "\033[?1000h"));
    assert_true(term_has_text(i.term, "^>P billing"));
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_wheel_scrolls_what_is_under_it, inspect_stop_all),
        cmocka_unit_test_teardown(it_is_switched_while_the_program_runs, inspect_stop_all),
        cmocka_unit_test_teardown(clicks_everywhere, inspect_stop_all),
        cmocka_unit_test_teardown(the_terminal_gets_its_mouse_back, inspect_stop_all),
        cmocka_unit_test_teardown(the_terminal_gets_its_mouse_back_by_signals, inspect_stop_all),
        cmocka_unit_test_teardown(no_mouse_leaves_it_alone, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("mouse", tests, NULL, NULL);
}
