/* |: bodies on the stdin of a command, and its output on the screen. */
#include "base/memory/array.h"
#include "tests/e2e/take/takekit.h"

#include <signal.h>

static void run(struct take *k, const char *command)
{
    term_keys(k->i.term, "|");
    term_wait_text(k->i.term, "Enter runs it");
    term_send(k->i.term, command);
    term_send(k->i.term, "\r");
    term_wait_text(k->i.term, "━ ! ");
}

static void leave(struct take *k)
{
    term_keys(k->i.term, "q");
    term_wait_gone(k->i.term, "━ ! ");
}

/* What a command wrote into the file pid. */
static pid_t read_pid(void)
{
    char *text = take_read("pid");
    pid_t pid = (pid_t)strtol(text, NULL, 10);

    free(text);
    assert_true(pid > 1);
    return pid;
}

static void commands_read_bodies(void **state)
{
    struct take k;

    (void)state;
    take_start(&k, NULL);
    run(&k, "cat >seen; wc -c <seen");
    term_wait_text(k.i.term, "━ ! cat >seen; wc -c <seen . status 0");
    term_wait_row(k.i.term, 2, "^ ?11$");
    leave(&k);
    run(&k, "echo oops >&2; exit 3");
    term_wait_text(k.i.term, "status 3");
    term_wait_row(k.i.term, 2, "oops");
    leave(&k);
    term_keys(k.i.term, "Space Space");
    run(&k, "wc -l; tty");
    term_wait_text(k.i.term, "status 1"); /* there is no terminal for it */
    term_wait_row(k.i.term, 2, "^ ?2$");
    term_wait_row(k.i.term, 3, "not a tty");
    leave(&k);
    term_assert_clean_output(k.i.term);
    assert_int_equal(sim_count_state_changes(k.i.sim), 0);
    take_stop(&k);
}

/* Neither one that never ends, nor one that does not read, nor one that is deaf holds the screen.
 */
static void commands_that_hang_are_ended(void **state)
{
    static const char *const hanging[] = {"echo first; sleep 1000", "trap '' TERM; sleep 1000"};
    struct take k;

    (void)state;
    take_start(&k, NULL);
    for (size_t i = 0; i < ARRAY_LEN(hanging); i++) {
        run(&k, hanging[i]);
        term_wait_text(k.i.term, "running: Ctrl-C ends it");
        term_keys(k.i.term, "C-c");
        term_wait_text(k.i.term, "ended by signal (15|9)");
        leave(&k);
    }
    run(&k, "sleep 1000");
    term_wait_text(k.i.term, "running");
    term_keys(k.i.term, "q"); /* to leave is to end it */
    term_wait_text(k.i.term, "! sleep 1000: ended by signal 15");
    run(&k, "sleep 1000 & echo $! >pid");
    term_wait_text(k.i.term, "status 0"); /* what is left in the background is not waited for */
    leave(&k);
    assert_int_equal(kill(read_pid(), SIGKILL), 0); /* nor ended */
    take_stop(&k);
}

static void leaving_ends_the_command(void **state)
{
    struct take k;

    (void)state;
    take_start(&k, NULL);
    run(&k, "echo $$ >pid; trap '' TERM; while :; do sleep 100; done");
    term_wait_text(k.i.term, "running");
    while (access("pid", F_OK) < 0)
        term_pump(k.i.term, 10);
    term_signal(k.i.term, SIGTERM);
    term_wait_exit(k.i.term, NULL);
    assert_int_equal(kill(read_pid(), 0), -1);
    take_stop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(commands_read_bodies, take_stop_all),
        cmocka_unit_test_teardown(commands_that_hang_are_ended, take_stop_all),
        cmocka_unit_test_teardown(leaving_ends_the_command, take_stop_all),
    };

    return cmocka_run_group_tests_name("take pipe", tests, NULL, NULL);
}
