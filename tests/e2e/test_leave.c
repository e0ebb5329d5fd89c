/* Every way out: leases are given back, the terminal is whole, and nothing that hangs is waited
 * for. */
#include "base/array.h"
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

static const struct inspect_options pulled = {.args =
                                                  (const char *const[]){"--pull", "orders", NULL}};

static void start_pulled(struct inspect *i)
{
    inspect_start(i, &pulled);
    term_wait_text(i->term, "PULLED 5");
    term_wait_row(i->term, 0, "leases 5 \\(");
}

static int count_leased(struct inspect *i)
{
    json_t *queue = sim_get(i->sim, "/__sim/queues/orders");
    json_t *messages = json_object_get(queue, "messages"), *message;
    size_t index;
    int n = 0;

    json_array_foreach (messages, index, message)
        n += !strcmp(json_string_value(json_object_get(message, "state")), "leased");
    json_decref(queue);
    return n;
}

/* One ack request, all retries, no acks. */
static void assert_released_once(struct inspect *i)
{
    assert_int_equal(sim_count_requests(i->sim, "ack"), 1);
    assert_int_equal(count_leased(i), 0);
}

static void assert_whole_terminal(struct inspect *i)
{
    assert_true(term_is_cooked(i->term));
    assert_false(term_is_alternate(i->term));
    assert_true(term_is_cursor_visible(i->term));
    assert_false(term_mode(i->term, 2004));
}

static void quit_asks_and_releases(void **state)
{
    struct inspect i;
    int status;

    (void)state;
    start_pulled(&i);
    assert_int_equal(count_leased(&i), 5);
    term_keys(i.term, "q q");
    term_wait_text(i.term, "5 leases are held. Release them and quit\\?");
    term_wait_text(i.term, "y quits");
    term_keys(i.term, "Enter");
    term_wait_gone(i.term, "leases are held");
    term_keys(i.term, "q");
    term_wait_text(i.term, "y quits");
    term_keys(i.term, "y");
    term_wait_exit(i.term, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(term_has_text(i.term, "cfqtop: released 5 leases"));
    assert_released_once(&i);
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void a_frozen_screen_quits_too(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "PULLED 5");
    assert_int_equal(count_leased(&i), 5);
    term_keys(i.term, "Z");
    term_wait_text(i.term, "FROZEN");
    term_send(i.term, ":quit\r");
    term_wait_text(i.term, "5 leases are held. Release them and quit\\?");
    term_wait_text(i.term, "y quits   Enter or Esc cancels");
    term_keys(i.term, "y");
    term_wait_exit(i.term, NULL);
    assert_true(term_has_text(i.term, "cfqtop: released 5 leases"));
    assert_released_once(&i);
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void upper_q_does_not_ask(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i);
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    assert_released_once(&i);
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void leave_by_signal(int sig)
{
    struct inspect i;

    start_pulled(&i);
    term_signal(i.term, sig);
    term_wait_exit(i.term, NULL);
    assert_released_once(&i);
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void sigterm_releases(void **state)
{
    (void)state;
    leave_by_signal(SIGTERM);
}

static void sighup_releases(void **state)
{
    (void)state;
    leave_by_signal(SIGHUP);
}

static void a_closed_terminal_releases(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i);
    term_close_master(i.term);
    term_wait_exit(i.term, NULL);
    assert_released_once(&i);
    inspect_stop(&i);
}

static void expired_leases_are_left_alone(void **state)
{
    struct inspect i;
    const struct inspect_options o = {
        .args = (const char *const[]){"--pull", "orders", "-t", "1s", NULL}};

    (void)state;
    inspect_start(&i, &o);
    term_wait_text(i.term, "PULLED 5");
    term_wait_text(i.term, " expired ");
    term_wait_row(i.term, 0, "leases 0");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    assert_int_equal(sim_count_requests(i.sim, "ack"), 0);
    inspect_stop(&i);
}

/* Its answer comes when the screen is given back already. */
static void a_pull_under_way_is_released_too(void **state)
{
    struct inspect i = {.sim = sim_start(NULL)};

    (void)state;
    sim_seed(i.sim, inspect_seed());
    sim_post(i.sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    inspect_start_term(&i, &pulled);
    term_wait_text(i.term, "Pulling");
    while (sim_count_requests(i.sim, "pull") == 0)
        term_settle(i.term);
    term_keys(i.term, "Q");
    term_wait_mode(i.term, 1049, false);
    assert_int_equal(count_leased(&i), 0);
    sim_delete(i.sim, "/__sim/faults");
    term_wait_exit(i.term, NULL);
    assert_true(term_has_text(i.term, "cfqtop: released 5 leases"));
    assert_released_once(&i);
    inspect_stop(&i);
}

static void a_release_that_fails_is_told(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i);
    sim_post(i.sim, "/__sim/fault",
             "{\"op\":\"ack\",\"kind\":\"status\",\"status\":500,\"count\":0}");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    assert_true(term_has_text(i.term, "cfqtop: released 0 of 5 leases, .*: 500"));
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void a_release_that_hangs_is_bounded(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i);
    sim_post(i.sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"hang\",\"count\":0}");
    term_keys(i.term, "Q");
    /* The screen is given back at once; the bound of 2 s lies well inside the wait's own. */
    term_wait_exit(i.term, NULL);
    assert_true(term_has_text(i.term, "cfqtop: giving leases back"));
    assert_true(term_has_text(i.term, "no answer in time"));
    inspect_stop(&i);
}

/* Quits with leases held while the request that gives them back hangs. */
static void start_hanging_release(struct inspect *i)
{
    start_pulled(i);
    sim_post(i->sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"hang\"}");
    term_signal(i->term, SIGTERM);
    while (sim_count_requests(i->sim, "ack") == 0)
        term_settle(i->term);
}

/* A terminal that closes sends more than one signal; none of these asks to hurry. */
static void no_hangup_or_resize_stops_a_release(void **state)
{
    static const int signals[] = {SIGHUP, SIGCONT, SIGWINCH};

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(signals); k++) {
        struct inspect i;

        start_hanging_release(&i);
        term_signal(i.term, signals[k]);
        term_settle(i.term);
        sim_delete(i.sim, "/__sim/faults");
        term_wait_exit(i.term, NULL);
        assert_true(term_has_text(i.term, "cfqtop: released 5 leases"));
        assert_released_once(&i);
        inspect_stop(&i);
    }
}

static void ctrl_c_stops_a_release(void **state)
{
    struct inspect i;

    (void)state;
    start_hanging_release(&i);
    term_keys(i.term, "C-c");
    term_wait_exit(i.term, NULL);
    assert_true(term_has_text(i.term, "cfqtop: released 0 of 5 leases"));
    assert_int_equal(count_leased(&i), 5);
    inspect_stop(&i);
}

static void crash(int sig)
{
    struct inspect i;
    int status;

    inspect_start(&i, &(struct inspect_options){0});
    term_wait_text(i.term, "1 Queues 5");
    term_signal(i.term, sig);
    term_wait_exit(i.term, &status);
    assert_true(WIFSIGNALED(status) || WIFEXITED(status)); /* a sanitizer exits by itself */
    if (WIFSIGNALED(status))
        assert_int_equal(WTERMSIG(status), sig);
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void a_crash_restores_the_terminal(void **state)
{
    (void)state;
    crash(SIGSEGV);
    crash(SIGABRT);
}

static void suspend_and_resume(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    term_wait_text(i.term, "1 Queues 5");
    term_keys(i.term, "C-z");
    term_wait_stopped(i.term);
    assert_whole_terminal(&i);
    term_continue(i.term);
    term_wait_text(i.term, "1 Queues 5");
    term_keys(i.term, "?");
    term_wait_text(i.term, "Help");
    inspect_stop(&i);
}

/* Quits while a call of the given kind hangs, and there is no lease to release: the shell is back
 * although the answer never comes. */
static void quit_during(const char *op, const char *kind, const char *seen)
{
    struct inspect i = {.sim = sim_start(NULL)};

    sim_seed(i.sim, inspect_seed());
    sim_post(i.sim, "/__sim/fault", "{\"op\":\"%s\",\"kind\":\"%s\",\"count\":0}", op, kind);
    inspect_start_term(&i, &(struct inspect_options){0});
    term_wait_text(i.term, seen);
    while (sim_count_requests(i.sim, op) == 0)
        term_settle(i.term);
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    assert_whole_terminal(&i);
    inspect_stop(&i);
}

static void quit_during_hangs(void **state)
{
    (void)state;
    quit_during("list", "hang", "Reading the list of queues");
    quit_during("list", "hang_body", "Reading the list of queues");
    quit_during("metrics", "hang", "1 Queues 5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_frozen_screen_quits_too, inspect_stop_all),
        cmocka_unit_test_teardown(quit_asks_and_releases, inspect_stop_all),
        cmocka_unit_test_teardown(upper_q_does_not_ask, inspect_stop_all),
        cmocka_unit_test_teardown(sigterm_releases, inspect_stop_all),
        cmocka_unit_test_teardown(sighup_releases, inspect_stop_all),
        cmocka_unit_test_teardown(a_closed_terminal_releases, inspect_stop_all),
        cmocka_unit_test_teardown(expired_leases_are_left_alone, inspect_stop_all),
        cmocka_unit_test_teardown(a_pull_under_way_is_released_too, inspect_stop_all),
        cmocka_unit_test_teardown(a_release_that_fails_is_told, inspect_stop_all),
        cmocka_unit_test_teardown(a_release_that_hangs_is_bounded, inspect_stop_all),
        cmocka_unit_test_teardown(no_hangup_or_resize_stops_a_release, inspect_stop_all),
        cmocka_unit_test_teardown(ctrl_c_stops_a_release, inspect_stop_all),
        cmocka_unit_test_teardown(a_crash_restores_the_terminal, inspect_stop_all),
        cmocka_unit_test_teardown(suspend_and_resume, inspect_stop_all),
        cmocka_unit_test_teardown(quit_during_hangs, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("leave", tests, NULL, NULL);
}
