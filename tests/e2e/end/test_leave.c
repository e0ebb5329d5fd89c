/* Every way out: leases are given back, the terminal is whole, and nothing that hangs is waited
 * for. */
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

static const struct inspect_options pulled = {.args =
                                                  (const char *const[]){"--pull", "orders", NULL}};

/* One ack request, all retries, no acks. */
static void assert_released_once(struct inspect *i)
{
    assert_int_equal(sim_count_requests(i->sim, "ack"), 1);
    assert_int_equal(sim_count_messages(i->sim, "orders", "leased"), 0);
}

static void assert_whole_terminal(struct inspect *i)
{
    assert_true(term_is_cooked(i->term));
    assert_false(term_is_alternate(i->term));
    assert_true(term_is_cursor_visible(i->term));
    assert_false(term_mode(i->term, 2004));
}

static void leave_by_signal(int sig)
{
    struct inspect i;

    inspect_start_pulled(&i);
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
    inspect_start_pulled(&i);
    term_close_master(i.term);
    term_wait_exit(i.term, NULL);
    assert_released_once(&i);
    inspect_stop(&i);
}

/* Its answer comes when the screen is given back already. */
static void a_pull_under_way_is_released_too(void **state)
{
    struct inspect i = {.sim = sim_start(NULL)};

    (void)state;
    sim_seed(i.sim, INSPECT_SEED);
    sim_post(i.sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    inspect_start_term(&i, &pulled);
    term_wait_text(i.term, "Pulling");
    while (sim_count_requests(i.sim, "pull") == 0)
        term_settle(i.term);
    term_keys(i.term, "Q");
    term_wait_mode(i.term, 1049, false);
    assert_int_equal(sim_count_messages(i.sim, "orders", "leased"), 0);
    sim_delete(i.sim, "/__sim/faults");
    term_wait_exit(i.term, NULL);
    assert_true(term_has_text(i.term, "cfqtop: released 5 leases"));
    assert_released_once(&i);
    inspect_stop(&i);
}

/* Quits with leases held while the request that gives them back hangs. */
static void start_hanging_release(struct inspect *i)
{
    inspect_start_pulled(i);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(sigterm_releases, inspect_stop_all),
        cmocka_unit_test_teardown(sighup_releases, inspect_stop_all),
        cmocka_unit_test_teardown(a_closed_terminal_releases, inspect_stop_all),
        cmocka_unit_test_teardown(a_pull_under_way_is_released_too, inspect_stop_all),
        cmocka_unit_test_teardown(no_hangup_or_resize_stops_a_release, inspect_stop_all),
        cmocka_unit_test_teardown(a_crash_restores_the_terminal, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("leave", tests, NULL, NULL);
}
