/* The program's command line from outside, where nothing is sent: usage, config file, credentials.
 */
#include "tests/harness/program/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/cfqtop-cli-XXXXXX";
static char config[64], xdg[64];

/* Nothing listens on port 1: a run that gets as far as the network says so and ends with 1. */
static const char *const plain_env[] = {
    "LC_ALL=C.UTF-8", xdg, "CLOUDFLARE_API_TOKEN=hidden-secret-1",
    "CLOUDFLARE_API_BASE_URL=http://127.0.0.1:1/client/v4", NULL};
static const char *const bare_env[] = {"LC_ALL=C.UTF-8", xdg, NULL};

static void write_config(const char *text, mode_t mode)
{
    FILE *f = fopen(config, "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(config, mode), 0);
}

static int clean(void **state)
{
    (void)state;
    unlink(config);
    return 0;
}

/* Exit status 2, nothing on stdout, one line on stderr. */
static void assert_usage(struct run *r, const char *line)
{
    char want[400];

    snprintf(want, sizeof want, "cfqtop: %s\n", line);
    assert_string_equal(r->err, want);
    assert_string_equal(r->out, "");
    assert_int_equal(r->status, 2);
    run_free(r);
}

static void test_help_and_version(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "--help", NULL);
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "--batch-size N"));
    assert_string_equal(r.err, "");
    run_free(&r);
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "-V", NULL);
    assert_int_equal(r.status, 0);
    assert_int_equal(strncmp(r.out, "cfqtop ", 7), 0);
    run_free(&r);
    run_cfqtop(&r, bare_env, RUN_FULL, "--help", NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.err, "cfqtop: cannot write: No space left on device\n");
    run_free(&r);
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "help", NULL);
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "--batch-size N"));
    assert_string_equal(r.err, "");
    run_free(&r);
    run_cfqtop(&r, bare_env, RUN_NO_READER, "--help", NULL);
    assert_int_equal(r.status, 141);
    assert_string_equal(r.err, "");
    run_free(&r);
}

static void test_usage_errors(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--qux", NULL);
    assert_usage(&r, "unknown option --qux: see cfqtop --help");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--jsno", "queues", NULL);
    assert_usage(&r, "unknown option --jsno: did you mean --json?");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "peek", NULL);
    assert_usage(&r, "usage: cfqtop peek QUEUE");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "ack", "q", NULL);
    assert_usage(&r, "usage: cfqtop ack QUEUE LEASE...");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "-n", "1e2", "peek", "q", NULL);
    assert_usage(&r, "--batch-size: \"1e2\" is not a number from 1 to 100");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "-t", "30", "pull", "q", NULL);
    assert_usage(&r, "--lease: \"30\" is not a duration from 1s to 12h (30s?)");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "-t", "43201", "pull", "q", NULL);
    assert_usage(&r, "--lease: \"43201\" is not a duration from 1s to 12h");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--delay=7", "retry", "q", "l", NULL);
    assert_usage(&r, "--delay: \"7\" is not whole seconds from 0s to 1d (7s?)");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "quueues", NULL);
    assert_usage(&r, "unknown command quueues: did you mean queues?");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "help", "me", NULL);
    assert_usage(&r, "help takes no more arguments: me");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--read-only", "pull", "q", NULL);
    assert_usage(&r, "read-only: started with --read-only");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--base-url", "http://example.com", "queues", NULL);
    assert_usage(&r, "--base-url: refused: the base URL must be https "
                     "(http only on this machine)");
}

static void test_hostile_words_are_made_safe(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--\033[31m\xff\u202e", NULL);
    assert_usage(&r, "unknown option --‹1B›[31m‹FF›‹U+202E›: see cfqtop --help");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "a\nb", "c", NULL);
    assert_usage(&r, "unknown command a‹0A›b: see cfqtop --help");
}

static void test_no_terminal(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "orders", NULL);
    assert_int_equal(r.status, 2);
    assert_string_equal(r.out, "");
    assert_non_null(
        strstr(r.err, "cfqtop: no command is called orders, and opening a queue needs"));
    assert_non_null(strstr(r.err, "cfqtop: the inspector needs a terminal"));
    assert_non_null(strstr(r.err, "cfqtop queues"));
    run_free(&r);
}

static void test_missing_credentials(void **state)
{
    const char *const key_only[] = {xdg, "CF_API_KEY=hidden-secret-2", NULL};
    const char *const bad[] = {xdg, "CLOUDFLARE_API_TOKEN=hidden-secret-3\r", NULL};
    struct run r;

    (void)state;
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "queues", NULL);
    assert_usage(&r, "no credential: set CLOUDFLARE_API_TOKEN (see cfqtop --help)");
    run_cfqtop(&r, key_only, RUN_CAPTURE, "queues", NULL);
    assert_usage(&r, "CF_API_KEY is set, but no e-mail: set CLOUDFLARE_EMAIL too");
    run_cfqtop(&r, bad, RUN_CAPTURE, "queues", NULL);
    assert_usage(&r, "CLOUDFLARE_API_TOKEN: holds a blank, a line end or a character that is not "
                     "ASCII");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--token", "hidden-secret-4", NULL);
    assert_usage(&r, "--token is never taken from the command line: set CLOUDFLARE_API_TOKEN");
}

static void test_config_errors(void **state)
{
    struct run r;
    char line[200];

    (void)state;
    write_config("token = hidden-secret-5\n", 0644);
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "queues", NULL);
    snprintf(line, sizeof line, "%s holds a credential and others can read it: chmod 600 %s",
             config, config);
    assert_usage(&r, line);

    write_config("[prod]\nleese = 3s\n", 0600);
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "queues", NULL);
    snprintf(line, sizeof line, "%s:2: unknown key \"leese\"", config);
    assert_usage(&r, line);

    write_config("[prod]\nlease = 3s\n", 0600);
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--profile", "prodd", "queues", NULL);
    snprintf(line, sizeof line, "%s: no profile \"prodd\"", config);
    assert_usage(&r, line);

    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--config", "/proc/nonexistent", "queues", NULL);
    assert_usage(&r, "/proc/nonexistent: No such file or directory");
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "--config", dir, "queues", NULL);
    snprintf(line, sizeof line, "%s: not a file", dir);
    assert_usage(&r, line);
}

/* Keys are checked at the start, whatever is asked for, in every section. */
static void test_key_errors(void **state)
{
    static const struct {
        const char *text, *error;
    } bad[] = {
        {"key.nosuch = j\n", "1: key.nosuch: no key is called \"nosuch\": README has their names"},
        {"lease = 3s\nkey.dwon = j\n",
         "2: key.dwon: no key is called \"dwon\": did you mean key.down?"},
        {"key.down = Dwn\n",
         "1: key.down: \"Dwn\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn"},
        {"key.down =\n", "1: key.down: which key? none takes it away"},
        {"\nkey.pull = p\n",
         "2: key.pull: p is key.peek too (queues, messages): give that another, or none"},
        {"key.quit = Ctrl-C\n", "1: key.quit: Ctrl-C always cancels: it stays with key.cancel"},
        {"key.cancel = F7\n", "1: key.cancel: Ctrl-C always cancels: it stays with key.cancel"},
        {"[unused]\nkey.pull = Foo\n",
         "2: key.pull: \"Foo\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn"},
    };
    char line[300];
    struct run r;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        write_config(bad[i].text, 0600);
        run_cfqtop(&r, plain_env, RUN_CAPTURE, "queues", NULL);
        snprintf(line, sizeof line, "%s:%s", config, bad[i].error);
        assert_usage(&r, line);
    }
    /* A section that is not used cannot be in the way of another. */
    write_config("[unused]\nkey.pull = p\n[prod]\nkey.nosuch = x\n", 0600);
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "queues", NULL);
    snprintf(line, sizeof line,
             "%s:4: key.nosuch: no key is called \"nosuch\": README has their names", config);
    assert_usage(&r, line);
}

static void test_token_command(void **state)
{
    struct run r;
    char line[200];

    (void)state;
    write_config("token-command = echo hidden-secret-6; echo locked >&2; exit 4\n", 0600);
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "queues", NULL);
    snprintf(line, sizeof line,
             "locked\ncfqtop: %s:1: token-command: the command ended with status 4\n", config);
    assert_string_equal(r.err, line);
    assert_string_equal(r.out, "");
    assert_int_equal(r.status, 2);
    run_free(&r);
    write_config("token-command = echo hidden secret 7\n", 0600);
    run_cfqtop(&r, bare_env, RUN_CAPTURE, "queues", NULL);
    snprintf(line, sizeof line,
             "%s:1: token-command: holds a blank, a line end or a character that is not ASCII",
             config);
    assert_usage(&r, line);
}

static void test_unreadable_config(void **state)
{
    struct run r;
    char line[200];

    (void)state;
    if (!geteuid())
        skip(); /* root may read everything */
    write_config("lease = 3s\n", 0000);
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "queues", NULL);
    snprintf(line, sizeof line, "%s: Permission denied", config);
    assert_usage(&r, line);
}

static void test_no_server(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, plain_env, RUN_CAPTURE, "ack", "-a", "acc", "0123456789abcdef0123456789abcdef",
               "lease", NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.out, "");
    assert_int_equal(strncmp(r.err, "cfqtop: ", 8), 0);
    assert_null(strstr(r.err, "hidden-secret"));
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_help_and_version, clean),
        cmocka_unit_test_teardown(test_usage_errors, clean),
        cmocka_unit_test_teardown(test_hostile_words_are_made_safe, clean),
        cmocka_unit_test_teardown(test_no_terminal, clean),
        cmocka_unit_test_teardown(test_missing_credentials, clean),
        cmocka_unit_test_teardown(test_config_errors, clean),
        cmocka_unit_test_teardown(test_key_errors, clean),
        cmocka_unit_test_teardown(test_token_command, clean),
        cmocka_unit_test_teardown(test_unreadable_config, clean),
        cmocka_unit_test_teardown(test_no_server, clean),
    };
    char sub[48];
    int failed;

    if (!mkdtemp(dir))
        return 1;
    snprintf(sub, sizeof sub, "%s/cfqtop", dir);
    snprintf(config, sizeof config, "%s/config.ini", sub);
    snprintf(xdg, sizeof xdg, "XDG_CONFIG_HOME=%s", dir);
    if (mkdir(sub, 0700))
        return 1;
    failed = cmocka_run_group_tests_name("command line", tests, NULL, NULL);
    rmdir(sub);
    rmdir(dir);
    return failed;
}
