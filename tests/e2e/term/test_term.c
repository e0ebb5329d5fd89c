/* The terminal taken and given back, on every way out: termdemo, beside this test, is driven. */
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "tests/e2e/term/demo.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct term *run_shell(const char *script, const char *const *env)
{
    char *line = mem_print("demo=%s; %s", demo_program, script);
    const char *const argv[] = {"/bin/sh", "-c", line, NULL};
    const struct term_options o = {.argv = argv, .env = env};
    struct term *t = term_start(&o);

    free(line);
    return t;
}

static void wait_killed(struct term *t, int expected)
{
    int status = -1;

    term_wait_exit(t, &status);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), expected);
    demo_assert_restored(t);
}

static void test_start_and_stop(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_keys(t, "q");
    demo_wait_exit(t, 0);
    assert_string_equal(term_row(t, 0), "");
    term_assert_clean_output(t);
    term_stop(t);
}

/* One frame is one write: what follows a key arrives whole, and nothing comes without a cause. */
static void test_idle(void **state)
{
    struct term *t = demo_run();
    size_t mark;
    int64_t switches;

    (void)state;
    term_settle(t);
    mark = term_raw_mark(t);
    switches = term_context_switches(t);
    term_quiet(t, 500);
    assert_int_equal(term_raw_mark(t), mark);
    assert_true(term_context_switches(t) - switches <= 1);
    term_stop(t);
}

/* Sanitizers end a program that crashes in their own way; here the signal itself must. */
static struct term *run_to_crash(void)
{
    static const char *const names[] = {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"};
    char *lines[4] = {NULL};
    struct term *t;

    for (int i = 0; i < 3; i++) {
        const char *given = getenv(names[i]);

        lines[i] = mem_print("%s=%s:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:"
                             "handle_abort=0",
                             names[i], given ? given : "");
    }
    t = demo_run_sized(NULL, 0, 0, (const char *const *)lines);
    for (int i = 0; i < 3; i++)
        free(lines[i]);
    return t;
}

static void test_crashes(void **state)
{
    static const struct {
        const char *key;
        int signal;
    } crashes[] = {{"c", SIGSEGV}, {"o", SIGSEGV}, {"t", SIGSEGV}, {"a", SIGABRT}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(crashes); i++) {
        struct term *t = run_to_crash();

        demo_assert_taken(t);
        term_keys(t, "e");
        term_wait_row(t, 1, "^keys e end$");
        term_send(t, crashes[i].key);
        wait_killed(t, crashes[i].signal);
        term_wait_text(t, "^library says \\?\\[31mred\\?$");
        term_wait_text(t, "^second line$");
        term_stop(t);
    }
}

static void test_crash_signals(void **state)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
        struct term *t = run_to_crash();

        demo_assert_taken(t);
        term_signal(t, signals[i]);
        wait_killed(t, signals[i]);
        term_stop(t);
    }
}

static void test_end_signals(void **state)
{
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
        struct term *t = demo_run();

        demo_assert_taken(t);
        term_signal(t, signals[i]);
        demo_wait_exit(t, 0);
        term_stop(t);
    }
}

static void test_die(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_keys(t, "m");
    demo_wait_exit(t, 1);
    term_wait_text(t, "^cfqtop: out of memory$");
    term_stop(t);
}

static void test_stderr_is_kept(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_keys(t, "e");
    term_wait_row(t, 1, "^keys e end$");
    assert_false(term_has_text(t, "library"));
    term_keys(t, "q");
    demo_wait_exit(t, 0);
    term_wait_text(t, "^library says ‹1B›\\[31mred‹FF›$");
    term_wait_text(t, "^second line$");
    term_assert_clean_output(t);
    term_stop(t);
}

static void suspend_and_continue(struct term *t)
{
    term_wait_stopped(t);
    demo_assert_restored(t);
    term_resize(t, 70, 20);
    term_continue(t);
    term_wait_row(t, 0, "^size 20x70 ");
    term_wait_text(t, "corner$");
    demo_assert_taken(t);
}

static void test_suspend(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_keys(t, "C-z");
    suspend_and_continue(t);
    term_resize(t, 80, 24);
    term_wait_row(t, 0, "^size 24x80 ");
    term_signal(t, SIGTSTP);
    suspend_and_continue(t);
    term_keys(t, "q");
    demo_wait_exit(t, 0);
    term_assert_clean_output(t);
    term_stop(t);
}

/* SIGSTOP gives no warning; whatever the shell did meanwhile is put right afterwards. */
static void test_stop(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_signal(t, SIGSTOP);
    term_wait_stopped(t);
    term_resize(t, 70, 20);
    term_continue(t);
    term_wait_row(t, 0, "^size 20x70 ");
    demo_assert_taken(t);
    term_stop(t);
}

static void test_child(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_keys(t, "s");
    term_wait_text(t, "^child here$");
    demo_assert_restored(t);
    term_send(t, "go\n");
    term_wait_row(t, 1, "^keys s end$");
    demo_assert_taken(t);
    term_keys(t, "q");
    demo_wait_exit(t, 0);
    term_wait_text(t, "^to stderr$");
    term_stop(t);
}

/* What is typed ahead of the end was not meant for the shell. */
static void test_typeahead(void **state)
{
    struct term *t = run_shell("$demo; stty -icanon min 0 time 0; dd bs=99 count=1 2>&- | od -c;"
                               "echo done",
                               NULL);

    (void)state;
    term_wait_text(t, "^size");
    term_send(t, "qrm -r dir\n");
    term_wait_text(t, "^done$");
    assert_false(term_has_text(t, "r   m"));
    term_stop(t);
}

static void test_refusals(void **state)
{
    static const char *const dumb[] = {"TERM=dumb", NULL};
    static const char *const unset[] = {"TERM", NULL};
    static const struct {
        const char *script;
        const char *const *env;
        const char *text;
    } cases[] = {
        {"$demo </dev/null; echo status $?", NULL, "^termdemo: stdin is not a terminal$"},
        {"$demo >/dev/null; echo status $?", NULL, "^termdemo: stdout is not a terminal$"},
        {"$demo; echo status $?", dumb,
         "^termdemo: TERM=dumb cannot move the cursor: cfqtop queues needs"},
        {"$demo; echo status $?", unset, "^termdemo: TERM is not set: try TERM=xterm"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct term *t = run_shell(cases[i].script, cases[i].env);
        size_t len;

        term_wait_text(t, "^status 2$");
        term_wait_text(t, cases[i].text);
        assert_null(memchr(term_raw(t, &len), '\033', term_raw_mark(t)));
        term_stop(t);
    }
}

static void test_closed_terminal(void **state)
{
    struct term *t = demo_run();
    int status = -1;

    (void)state;
    term_close_master(t);
    term_wait_exit(t, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    term_stop(t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, term_stop_all)
        TEST(test_start_and_stop),  TEST(test_idle),        TEST(test_crashes),
        TEST(test_crash_signals),   TEST(test_end_signals), TEST(test_die),
        TEST(test_stderr_is_kept),  TEST(test_suspend),     TEST(test_stop),
        TEST(test_child),           TEST(test_typeahead),   TEST(test_refusals),
        TEST(test_closed_terminal),
    };

    (void)argc;
    demo_find(argv[0]);
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
