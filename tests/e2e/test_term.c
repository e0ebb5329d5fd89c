/* The base of ui/ as a terminal sees it: termdemo, which stands beside this test, is driven. */
#include "base/mem.h"
#include "tests/harness/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FIRST_ROW = 4, CELL = 20, ROLES_ROW = 14, PASTE_MARKS = 2004 };

static char *program; /* of termdemo */

static struct term *run_sized(const char *option, int cols, int rows, const char *const *env)
{
    const char *const argv[] = {program, option, NULL};
    const struct term_options o = {.cols = cols, .rows = rows, .argv = argv, .env = env};
    struct term *t = term_start(&o);

    term_wait_text(t, "^size");
    return t;
}

static struct term *run(void)
{
    return run_sized(NULL, 0, 0, NULL);
}

static struct term *run_shell(const char *script, const char *const *env)
{
    char *line = mem_print("demo=%s; %s", program, script);
    const char *const argv[] = {"/bin/sh", "-c", line, NULL};
    const struct term_options o = {.argv = argv, .env = env};
    struct term *t = term_start(&o);

    free(line);
    return t;
}

static void assert_restored(struct term *t)
{
    assert_true(term_is_cooked(t));
    assert_false(term_is_alternate(t));
    assert_true(term_is_cursor_visible(t));
    assert_false(term_mode(t, PASTE_MARKS));
}

static void assert_taken(struct term *t)
{
    term_wait_mode(t, PASTE_MARKS, true);
    assert_false(term_is_cooked(t));
    assert_true(term_is_alternate(t));
    assert_false(term_is_cursor_visible(t));
}

static void wait_exit(struct term *t, int expected)
{
    int status = -1;

    term_wait_exit(t, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), expected);
    assert_restored(t);
}

static void wait_killed(struct term *t, int expected)
{
    int status = -1;

    term_wait_exit(t, &status);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), expected);
    assert_restored(t);
}

static void test_start_and_stop(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_keys(t, "q");
    wait_exit(t, 0);
    assert_string_equal(term_row(t, 0), "");
    term_assert_clean_output(t);
    term_stop(t);
}

/* One frame is one write: what follows a key arrives whole, and nothing comes without a cause. */
static void test_idle(void **state)
{
    struct term *t = run();
    size_t mark;
    int64_t switches;

    (void)state;
    term_quiet(t, 100);
    mark = term_raw_mark(t);
    switches = term_context_switches(t);
    term_quiet(t, 500);
    assert_int_equal(term_raw_mark(t), mark);
    assert_true(term_context_switches(t) - switches <= 1);
    term_stop(t);
}

static void test_hostile_text(void **state)
{
    static const char *const left[] = {"plain",
                                       "      ·]0;owned··\\[2J",
                                       "safe·EVIL· \\.",
                                       " +·31mred",
                                       "·· bytes",
                                       " +rlo · live",
                                       "·zero·",
                                       " +◌\xcc\x81mark e\xcc\x81\xcc\x81··",
                                       "漢字漢字漢字漢字漢 …"};
    static const char *const right[] = {"plain",
                                        "‹1B›\\]0;owned‹07›‹1B›\\[2J",
                                        "safe‹0D›EVIL‹0A›        \\.",
                                        "‹U\\+009B›31mred",
                                        "‹FF›‹FE› bytes",
                                        "rlo ‹U\\+202E› live",
                                        "‹U\\+200B›zero‹U\\+FE0F›",
                                        "◌\xcc\x81mark e\xcc\x81\xcc\x81‹U\\+0301›‹U\\+0301›",
                                        "漢字漢字漢字漢字漢字漢字"};
    struct term *t = run();

    (void)state;
    term_wait_text(t, "corner$");
    for (int i = 0; i < (int)(sizeof(left) / sizeof(left[0])); i++) {
        char *pattern = mem_print("^%s *│%s( |$)", left[i], right[i]);

        term_wait_row(t, FIRST_ROW + i, pattern);
        assert_string_equal(term_cell(t, FIRST_ROW + i, CELL).utf8, "│");
        free(pattern);
    }
    assert_string_equal(term_title(t), "");
    term_assert_clean_output(t);
    term_stop(t);
}

static void test_clipping(void **state)
{
    static const char *const inside[] = {" 字漢字", "漢字漢 ", "  abcde", "2345678"};
    struct term *t = run();

    (void)state;
    term_wait_text(t, "corner$");
    for (int i = 0; i < 4; i++) {
        char *pattern = mem_print("│%s│$", inside[i]);

        term_wait_row(t, FIRST_ROW + i, pattern);
        free(pattern);
    }
    assert_false(term_has_text(t, "above|below"));
    term_stop(t);
}

static void test_roles(void **state)
{
    struct term *t = run();
    struct screen_cell cell;

    (void)state;
    term_wait_text(t, "corner$");
    cell = term_cell(t, ROLES_ROW, 10);
    assert_int_equal(cell.bg.kind, SCREEN_COLOUR_INDEX);
    assert_int_equal(cell.bg.index, 24);
    assert_int_equal(term_cell(t, ROLES_ROW, 79).bg.index, 24);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 0).fg.kind, SCREEN_COLOUR_DEFAULT);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 0).bg.kind, SCREEN_COLOUR_DEFAULT);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 10).fg.index, 221);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 10).bg.kind, SCREEN_COLOUR_DEFAULT);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 30).bg.index, 236);
    term_stop(t);
}

static void assert_plain_colours(struct term *t)
{
    for (int row = 0; row < 24; row++) {
        for (int col = 0; col < 80; col++) {
            assert_int_equal(term_cell(t, row, col).fg.kind, SCREEN_COLOUR_DEFAULT);
            assert_int_equal(term_cell(t, row, col).bg.kind, SCREEN_COLOUR_DEFAULT);
        }
    }
}

static void test_no_colour(void **state)
{
    struct term *t = run_sized("--no-color", 0, 0, NULL);

    (void)state;
    term_wait_text(t, "corner$");
    assert_plain_colours(t);
    assert_true(term_cell(t, ROLES_ROW, 0).reverse);
    assert_true(term_cell(t, ROLES_ROW, 79).reverse);
    assert_true(term_cell(t, ROLES_ROW + 1, 10).bold);
    assert_true(term_cell(t, ROLES_ROW + 1, 20).bold);
    assert_true(term_cell(t, ROLES_ROW + 1, 20).underline);
    term_stop(t);
}

static void test_eight_colours(void **state)
{
    static const char *const env[] = {"TERM=xterm", NULL};
    struct term *t = run_sized(NULL, 0, 0, env);

    (void)state;
    term_wait_text(t, "corner$");
    assert_true(term_cell(t, ROLES_ROW, 0).reverse);
    assert_int_equal(term_cell(t, ROLES_ROW + 1, 10).fg.index, 3);
    term_stop(t);
}

static void assert_ascii(struct term *t)
{
    size_t len;
    const char *raw = term_raw(t, &len);

    for (size_t i = 0; i < len; i++)
        assert_true((unsigned char)raw[i] < 0x80);
}

static void test_ascii(void **state)
{
    static const char *const env[] = {"LC_ALL=C", NULL};
    static const char *const options[] = {"--ascii", NULL};
    static const char *const *const envs[] = {NULL, env};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct term *t = run_sized(options[i], 0, 0, envs[i]);

        term_wait_text(t, "corner$");
        term_wait_row(t, FIRST_ROW + 1, "\\|<1B>\\]0;owned<07><1B>\\[2J");
        term_keys(t, "q");
        wait_exit(t, 0);
        assert_ascii(t);
        term_stop(t);
    }
}

static void test_keys(void **state)
{
    struct term *t = run();

    (void)state;
    term_keys(t, "Up Down Left Right Home End PgUp PgDn F1 F5 F12 S-Tab");
    term_wait_row(t, 1,
                  "^keys Up Down Left Right Home End PgUp PgDn F1 F5 F12 (Shift-Tab|BackTab)");
    term_keys(t, "Tab Enter BS Del Space é 漢 C-d C-c text:jG Esc");
    term_wait_row(t, 1, " Tab Enter Backspace Del(ete)? Space é 漢 Ctrl-D Ctrl-C j G Esc end$");
    /* As a terminal sends them whose modes are not those TERM describes. */
    term_send(t, "\033[A\033[H\033OH\033[1~\033[F\033[4~\033OP\033[11~.");
    term_wait_row(t, 1, " Up Home Home Home End End F1 F1 \\. end$");
    term_stop(t);
}

/* None of the letters in what nobody knows may act as a key. */
static void test_unknown_sequences(void **state)
{
    struct term *t = run();

    (void)state;
    term_send(t, "\033[1;2P\033[[A\033[<0;3;4M\033[M "
                 "AA\033OX\033x\033\xc3\xa9\033[?1;2c\033]11;A\aB\033PQ\033\\!");
    term_wait_row(t, 1, "^keys B ! end$");
    term_stop(t);
}

static bool has_woken_more(struct term *t, void *arg)
{
    const int *before = arg;
    int now;

    return sscanf(term_row(t, 0), "size %*s wakes %d", &now) == 1 && now > *before;
}

/* Sends bytes and waits until the program has read all of them and found no more. */
static void send_alone(struct term *t, const char *bytes)
{
    int before = -1;

    assert_int_equal(sscanf(term_row(t, 0), "size %*s wakes %d", &before), 1);
    term_send(t, bytes);
    term_wait_until(t, has_woken_more, &before, "the program to take its input");
}

static void test_split_characters(void **state)
{
    struct term *t = run();

    (void)state;
    send_alone(t, "\xe6");
    send_alone(t, "\xbc");
    send_alone(t, "\xa2");
    term_wait_row(t, 1, "^keys 漢 end$");
    send_alone(t, "\xe6j\xffk"); /* what is no character takes no key with it */
    term_wait_row(t, 1, "^keys 漢 j k end$");
    term_stop(t);
}

static void test_paste(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_send(t, "\033[200~q\rc\td\001\033[A\033[201~j");
    term_wait_row(t, 1, "^keys <q> <Enter> <c> <Tab> <d> j end$");
    term_stop(t);
}

/* The marks byte by byte, as over a line so slow that they are not taken for sequences. */
static void test_slow_paste(void **state)
{
    struct term *t = run();

    (void)state;
    send_alone(t, "\033");
    term_wait_row(t, 1, "^keys Esc end$");
    send_alone(t, "[20");
    send_alone(t, "0~q");
    term_wait_row(t, 1, "^keys Esc \\[ 2 0 0 <q> end$");
    send_alone(t, "\033");
    send_alone(t, "[2");
    send_alone(t, "01~j");
    term_wait_row(t, 1, " <q> j end$");
    /* A paste whose end never comes: Ctrl-C by itself ends it. */
    send_alone(t, "\033[200~\003x");
    term_wait_row(t, 1, " j <x> end$");
    send_alone(t, "\003");
    send_alone(t, "k");
    term_wait_row(t, 1, " <x> Ctrl-C k end$");
    term_stop(t);
}

static void test_crashes(void **state)
{
    static const struct {
        const char *key;
        int signal;
    } crashes[] = {{"c", SIGSEGV}, {"o", SIGSEGV}, {"t", SIGSEGV}, {"a", SIGABRT}};

    (void)state;
    for (size_t i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++) {
        struct term *t = run();

        assert_taken(t);
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
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        struct term *t = run();

        assert_taken(t);
        term_signal(t, signals[i]);
        wait_killed(t, signals[i]);
        term_stop(t);
    }
}

static void test_end_signals(void **state)
{
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

    (void)state;
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        struct term *t = run();

        assert_taken(t);
        term_signal(t, signals[i]);
        wait_exit(t, 0);
        term_stop(t);
    }
}

static void test_die(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_keys(t, "m");
    wait_exit(t, 1);
    term_wait_text(t, "^cfqtop: out of memory$");
    term_stop(t);
}

static void test_stderr_is_kept(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_keys(t, "e");
    term_wait_row(t, 1, "^keys e end$");
    assert_false(term_has_text(t, "library"));
    term_keys(t, "q");
    wait_exit(t, 0);
    term_wait_text(t, "^library says ‹1B›\\[31mred‹FF›$");
    term_wait_text(t, "^second line$");
    term_assert_clean_output(t);
    term_stop(t);
}

static void suspend_and_continue(struct term *t)
{
    term_wait_stopped(t);
    assert_restored(t);
    term_resize(t, 70, 20);
    term_continue(t);
    term_wait_row(t, 0, "^size 20x70 ");
    term_wait_text(t, "corner$");
    assert_taken(t);
}

static void test_suspend(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_keys(t, "C-z");
    suspend_and_continue(t);
    term_resize(t, 80, 24);
    term_wait_row(t, 0, "^size 24x80 ");
    term_signal(t, SIGTSTP);
    suspend_and_continue(t);
    term_keys(t, "q");
    wait_exit(t, 0);
    term_assert_clean_output(t);
    term_stop(t);
}

/* SIGSTOP gives no warning; whatever the shell did meanwhile is put right afterwards. */
static void test_stop(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_signal(t, SIGSTOP);
    term_wait_stopped(t);
    term_resize(t, 70, 20);
    term_continue(t);
    term_wait_row(t, 0, "^size 20x70 ");
    assert_taken(t);
    term_stop(t);
}

static void test_child(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_keys(t, "s");
    term_wait_text(t, "^child here$");
    assert_restored(t);
    term_send(t, "go\n");
    term_wait_row(t, 1, "^keys s end$");
    assert_taken(t);
    term_keys(t, "q");
    wait_exit(t, 0);
    term_wait_text(t, "^to stderr$");
    term_stop(t);
}

static void test_resize(void **state)
{
    static const int sizes[][2] = {{40, 10}, {10, 3}, {1, 1}, {2, 2}, {200, 60}, {80, 24}};
    struct term *t = run();

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        int cols = sizes[i][0];
        int rows = sizes[i][1];
        char *size = mem_print("^size %dx%d ", rows, cols);

        size[cols < 10 ? 1 + cols : (int)strlen(size)] = 0;
        term_resize(t, cols, rows);
        if (cols < 10)
            term_wait_row(t, 0, size);
        else
            term_wait_text(t, cols < 20 ? "^size 3x10$" : size);
        free(size);
    }
    term_wait_text(t, "corner$");
    term_keys(t, "q");
    wait_exit(t, 0);
    term_stop(t);
}

static void test_cursor(void **state)
{
    struct term *t = run();

    (void)state;
    assert_taken(t);
    term_keys(t, "p");
    term_wait_mode(t, 25, true);
    assert_int_equal(term_cursor(t).row, 1);
    assert_int_equal(term_cursor(t).col, 5);
    term_keys(t, "p");
    term_wait_mode(t, 25, false);
    term_stop(t);
}

static void test_redraw(void **state)
{
    struct term *t = run();
    size_t mark;

    (void)state;
    term_wait_text(t, "corner$");
    mark = term_raw_mark(t);
    term_keys(t, "C-l");
    term_wait_raw(t, mark, "plain");
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
    static const char *const unknown[] = {"TERM=no-such-terminal", NULL};
    static const char *const dumb[] = {"TERM=dumb", NULL};
    static const char *const unset[] = {"TERM", NULL};
    static const struct {
        const char *script;
        const char *const *env;
        const char *text;
    } cases[] = {
        {"$demo </dev/null; echo status $?", NULL, "^termdemo: stdin is not a terminal$"},
        {"$demo >/dev/null; echo status $?", NULL, "^termdemo: stdout is not a terminal$"},
        {"$demo; echo status $?", unknown, "^termdemo: terminal \"no-such-terminal\" .*not known"},
        {"$demo; echo status $?", dumb, "^termdemo: terminal \"dumb\" .*move the cursor$"},
        {"$demo; echo status $?", unset, "^termdemo: TERM is not set$"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
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
    struct term *t = run();
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
        TEST(test_start_and_stop),
        TEST(test_idle),
        TEST(test_hostile_text),
        TEST(test_clipping),
        TEST(test_roles),
        TEST(test_no_colour),
        TEST(test_eight_colours),
        TEST(test_ascii),
        TEST(test_keys),
        TEST(test_unknown_sequences),
        TEST(test_split_characters),
        TEST(test_paste),
        TEST(test_slow_paste),
        TEST(test_crashes),
        TEST(test_crash_signals),
        TEST(test_end_signals),
        TEST(test_die),
        TEST(test_stderr_is_kept),
        TEST(test_suspend),
        TEST(test_stop),
        TEST(test_child),
        TEST(test_resize),
        TEST(test_cursor),
        TEST(test_redraw),
        TEST(test_typeahead),
        TEST(test_refusals),
        TEST(test_closed_terminal),
    };
    const char *slash = strrchr(argv[0], '/');
    int status;

    (void)argc;
    program = mem_print("%.*stermdemo", slash ? (int)(slash - argv[0] + 1) : 0, argv[0]);
    status = cmocka_run_group_tests_name("term", tests, NULL, NULL);
    free(program);
    return status;
}
