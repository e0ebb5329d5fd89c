/* Scripts that are not as they should be are told with their line, and the runner of tests counts
 * right. */
#include "base/memory/array.h"
#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "tests/harness/file.h"
#include "tests/harness/program/place.h"
#include "tests/harness/program/run.h"
#include "tests/harness/script/script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A line of a script, and the test that is whole around it. */
#define TEST(lines)  "test a\n    start\n    " lines "\n"
#define WHOLE(lines) TEST(lines "\n    see x")

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *script;
        int line;
        const char *why;
    } cases[] = {
        {"", 1, "no test"},
        {"# nothing\n\n", 3, "no test"},
        {"    see x\n", 1, "a step before any test"},
        {"see x\n", 1, "\"see\" is neither test nor steps; what belongs to one is indented"},
        {"test\n    start\n    see x\n", 1, "test needs a name without blanks"},
        {"test a b\n    start\n    see x\n", 1, "test needs a name without blanks"},
        {WHOLE("see x") "\n" WHOLE("see x"), 6, "test a stands here twice"},
        {WHOLE("look x"), 3, "no step is called \"look\""},
        {WHOLE("do this"), 3, "no steps are called \"this\" above"},
        {WHOLE("see"), 3, "see: what?"},
        {WHOLE("see /a(/"), 3, "see: that is no regular expression"},
        {WHOLE("row x"), 3, "row: the number of a row, from 0, and what stands in it"},
        {WHOLE("row 3"), 3, "row: what?"},
        {WHOLE("keys Up Upp"), 3, "keys: no such key (a word is typed with: type)"},
        {WHOLE("type a\\q"), 3, "type: a backslash begins \\r, \\n, \\t, \\e, \\a or \\\\"},
        {WHOLE("type a\\"), 3, "type: a backslash begins \\r, \\n, \\t, \\e, \\a or \\\\"},
        {WHOLE("resize 80"), 3, "resize: columns and rows, such as 80x24"},
        {WHOLE("post fault {"), 3, "post: a word and a JSON object"},
        {WHOLE("seed {\"queues\": }"), 3, "seed: that is not JSON"},
        {WHOLE("requests pull"), 3, "requests: another number of words, or no number behind them"},
        {WHOLE("changes none"), 3, "changes: a number"},
        {WHOLE("messages orders gone 1"), 3,
         "messages: messages are all, ready, leased or delayed"},
        {WHOLE("cursor away"), 3, "cursor: ROW,COL from 0,0, or hidden"},
        {WHOLE("signal QUIT"), 3, "signal: TERM, HUP, KILL or INT"},
        {WHOLE("stopped now"), 3, "stopped: takes nothing"},
        {WHOLE("keys Up\n    | row"), 4, "a row of the screen belongs below \"see\" or \"gone\""},
        {WHOLE("keys\tUp"), 3, "a tab: blanks only"},
        {"test a\n    see x\n", 2, "see: nothing is started yet"},
        {"test a\n    start\n", 2, "test a does not end with what is expected"},
        {"test a\n", 1, "test a does not end with what is expected"},
        {TEST("see x\n    keys Up"), 4, "test a does not end with what is expected"},
        {"steps s\n    keys Up\n" WHOLE("see x"), 1, "no test does these steps: s"},
        /* What is wrong with shared steps is told where it stands. */
        {"steps s\n    see /(/\n" WHOLE("do s"), 2, "see: that is no regular expression"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct script_error err = {0};
        struct script *script = script_parse("x.test", cases[i].script, &err);

        if (script)
            fail_msg("nothing is found wrong with:\n%s", cases[i].script);
        assert_string_equal(err.why, cases[i].why);
        assert_int_equal(err.line, cases[i].line);
    }
}

/* A program that prints text and ends with status, in a folder of the test. */
static char *make_program(const char *folder, const char *name, const char *text, int status)
{
    char *path = mem_print("%s/%s", folder, name);
    FILE *f = fopen(path, "we");

    assert_non_null(f);
    fprintf(f, "#!/bin/sh\ncat <<'END'\n%sEND\nexit %d\n", text, status);
    assert_int_equal(fclose(f), 0);
    return path;
}

static void run_script(struct run *r, const char *path, const char *name)
{
    char runner[4200], self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    const char *const argv[] = {runner, path, name, NULL};
    const char *sim = getenv("CFQTOP_SIM"), *bin = getenv("CFQTOP_BIN");
    char env_sim[4200], env_bin[4200];
    const char *env[] = {env_sim, env_bin, "PATH=/usr/bin:/bin", "CFQTOP_TEST_SLOW=0.1", NULL};

    assert_true(n > 0);
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(runner, sizeof(runner), "%s/script", self);
    snprintf(env_sim, sizeof(env_sim), "%s%s", sim ? "CFQTOP_SIM=" : "X=", sim ? sim : "");
    snprintf(env_bin, sizeof(env_bin), "%s%s", bin ? "CFQTOP_BIN=" : "Y=", bin ? bin : "");
    run_start(r, argv, env, RUN_CAPTURE);
    run_finish(r);
}

static void a_failure_names_file_and_line_and_shows_the_screen(void **state)
{
    char *home = place_new_home(), *path;
    struct run r;
    FILE *f;

    (void)state;
    assert_non_null(home);
    path = mem_print("%s/some.test", home);
    f = fopen(path, "we");
    assert_non_null(f);
    fputs("test good\n    start\n    requests push 0\n"
          "test bad\n    start nosuch\n    exit 1\n    lacks no queue is named\n",
          f);
    assert_int_equal(fclose(f), 0);
    run_script(&r, path, NULL);
    assert_int_equal(r.status, 1);
    assert_non_null(strstr(r.out, "[       OK ] good"));
    assert_non_null(strstr(r.err, "some.test:7: error: Failure!"));
    assert_non_null(strstr(r.err, "0|cfqtop: no queue is named nosuch in this account"));
    run_free(&r);
    free(path);
    place_delete_home(home);
    free(home);
}

static void the_closing_line_counts_what_any_cmocka_prints(void **state)
{
    static const char old[] = "[ RUN      ] a\n[  SKIPPED ] a\n[  PASSED  ] 3 test(s).\n"
                              "[  SKIPPED ] 1 test(s), listed below:\n[  SKIPPED ] a\n\n"
                              " 1 SKIPPED TEST(S)\n";
    static const char new[] = "[==========] some: Running 3 test(s).\n[  PASSED  ] 1 test(s).\n"
                              "[  SKIPPED ] some: 1 test(s), listed below:\n[  SKIPPED ] b\n\n"
                              " 1 SKIPPED TEST(S)\n[  FAILED  ] some: 2 test(s), listed below:\n"
                              "[  FAILED  ] c\n[  FAILED  ] d\n\n 2 FAILED TEST(S)\n";
    char *home = place_new_home();
    char *programs[] = {make_program(home, "old", old, 0), make_program(home, "new", new, 2),
                        make_program(home, "none", "", 0)};
    const char *const argv[] = {"/bin/sh",   "tests/run", programs[0],
                                programs[1], programs[2], NULL};
    const char *const env[] = {"PATH=/usr/bin:/bin", NULL};
    struct run r;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(chmod(programs[i], 0700), 0);
    run_start(&r, argv, env, RUN_CAPTURE);
    run_finish(&r);
    assert_int_equal(r.status, 1);
    assert_non_null(strstr(r.out, "\n4 passed, 3 failed, 2 skipped\n"));
    assert_non_null(strstr(r.out, "/new: b\n"));
    assert_non_null(strstr(r.out, "/old: a\n"));
    run_free(&r);
    for (size_t i = 0; i < 3; i++)
        free(programs[i]);
    place_delete_home(home);
    free(home);
}

/* What a script can say stands in the text that tells how one is written. */
static void every_word_is_explained(void **state)
{
    char *text = file_read("tests/README.md");
    const struct step_word *word;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; (word = step_word_at(i)) != NULL; i++) {
        char *row = mem_print("| `%s ", word->name), *alone = mem_print("| `%s`", word->name);

        if (!strstr(text, row) && !strstr(text, alone))
            fail_msg("tests/README.md does not tell what \"%s\" means", word->name);
        free(alone);
        free(row);
    }
    free(text);
}

/* The text of all files that match one of the patterns, in one; the caller frees it. */
static char *read_all(const char *const patterns[], size_t n)
{
    glob_t found = {0};
    struct buf all;

    buf_init(&all, 1 << 24);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(glob(patterns[i], i ? GLOB_APPEND : 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = file_read(found.gl_pathv[i]);

        assert_true(text && buf_append_str(&all, text));
        free(text);
    }
    globfree(&found);
    return buf_take(&all);
}

/* Of an account that no test starts from nobody knows whether it is still good for anything. */
static void every_account_of_the_simulator_is_used(void **state)
{
    static const char *const texts[] = {"tests/e2e/scripts/*/*.test"};
    static const char *const code[] = {"tests/*/*.[ch]", "tests/e2e/*/*.[ch]",
                                       "tests/harness/*/*.[ch]"};
    char *scripts = read_all(texts, ARRAY_LEN(texts)), *programs = read_all(code, ARRAY_LEN(code));
    glob_t seeds = {0};

    (void)state;
    assert_int_equal(glob("tests/sim/seeds/*.json", 0, NULL, &seeds), 0);
    for (size_t i = 0; i < seeds.gl_pathc; i++) {
        const char *name = strrchr(seeds.gl_pathv[i], '/') + 1;
        char *step = mem_print("    seed   %.*s\n", (int)strcspn(name, "."), name);
        char *word = mem_print("\"%.*s\"", (int)strcspn(name, "."), name);

        if (!strstr(scripts, step) && !strstr(programs, word))
            fail_msg("%s: no test starts from it", seeds.gl_pathv[i]);
        free(step);
        free(word);
    }
    globfree(&seeds);
    free(scripts);
    free(programs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(a_failure_names_file_and_line_and_shows_the_screen),
        cmocka_unit_test(the_closing_line_counts_what_any_cmocka_prints),
        cmocka_unit_test(every_word_is_explained),
        cmocka_unit_test(every_account_of_the_simulator_is_used),
    };

    return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
