/* Tokens that come from a variable, a file or a command; none is ever shown. */
#include "cli/settings/token.h"
#include "cli/settings/token_command.h"

#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/cfqtop-token-XXXXXX";
static char path[64];

static void write_bytes(const char *bytes, size_t n, mode_t mode)
{
    FILE *f;

    unlink(path); /* it may be one that its owner cannot write to */
    f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void assert_reads(enum token_from from, const char *text, const char *token)
{
    struct secret out = {.text = NULL};
    struct error err = {.text = ""};

    if (!token_read(from, text, &out, &err))
        fail_msg("%s: %s", text, err.text);
    assert_string_equal(out.text, token);
    secret_free(&out);
}

static void assert_fails(enum token_from from, const char *text, const char *why)
{
    struct secret out = {.text = NULL};
    struct error err = {.text = ""};

    assert_false(token_read(from, text, &out, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.text, why);
    assert_null(out.text);
}

static void test_text_and_variable(void **state)
{
    (void)state;
    assert_reads(TOKEN_TEXT, "a-token", "a-token");
    setenv("CFQTOP_TEST_TOKEN", "from-variable", 1);
    assert_reads(TOKEN_ENV, "CFQTOP_TEST_TOKEN", "from-variable");
    setenv("CFQTOP_TEST_TOKEN", "", 1);
    assert_fails(TOKEN_ENV, "CFQTOP_TEST_TOKEN", "the variable that it names is not set");
    unsetenv("CFQTOP_TEST_TOKEN");
    assert_fails(TOKEN_ENV, "CFQTOP_TEST_TOKEN", "the variable that it names is not set");
}

static void test_file(void **state)
{
    static const mode_t open_to_others[] = {0640, 0604, 0620, 0610, 0644};
    char longest[TOKEN_MAX_BYTES + 3];

    (void)state;
    write_bytes("a-token\nmore", 12, 0600);
    assert_reads(TOKEN_FILE, path, "a-token");
    setenv("HOME", dir, 1);
    assert_reads(TOKEN_FILE, "~/token", "a-token");
    write_bytes("a-token", 7, 0400);
    assert_reads(TOKEN_FILE, path, "a-token");
    write_bytes("a-token\r\n", 9, 0600);
    assert_reads(TOKEN_FILE, path, "a-token\r"); /* refused by the check of all tokens */
    for (size_t i = 0; i < sizeof open_to_others / sizeof *open_to_others; i++) {
        write_bytes("secret\n", 7, open_to_others[i]);
        assert_fails(TOKEN_FILE, path, "others can use the file that it names: chmod 600 it");
    }
    write_bytes("", 0, 0600);
    assert_fails(TOKEN_FILE, path, "its first line is empty");
    write_bytes("\nsecret\n", 8, 0600);
    assert_fails(TOKEN_FILE, path, "its first line is empty");
    write_bytes("sec\0ret\n", 8, 0600);
    assert_fails(TOKEN_FILE, path, "its first line is not text");
    memset(longest, 'a', sizeof longest);
    write_bytes(longest, sizeof longest, 0600);
    longest[TOKEN_MAX_BYTES + 1] = '\0'; /* one more than is fit to be sent */
    assert_reads(TOKEN_FILE, path, longest);
}

static void test_what_is_no_file(void **state)
{
    (void)state;
    assert_fails(TOKEN_FILE, "/proc/nonexistent/token", "No such file or directory");
    assert_fails(TOKEN_FILE, dir, "what it names is not a file");
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_fails(TOKEN_FILE, path, "what it names is not a file");
    unlink(path);
    unsetenv("HOME");
    assert_fails(TOKEN_FILE, "~/token", "there is no $HOME for ~");
}

static void test_file_of_another_user(void **state)
{
    (void)state;
    if (geteuid())
        skip(); /* only root can give a file away */
    write_bytes("secret\n", 7, 0600);
    assert_int_equal(chown(path, 1, (gid_t)-1), 0);
    assert_fails(TOKEN_FILE, path, "the file that it names belongs to another user");
}

static void test_command(void **state)
{
    (void)state;
    assert_reads(TOKEN_COMMAND, "echo a-token; echo more", "a-token");
    assert_reads(TOKEN_COMMAND, "printf %s a-token", "a-token");
    setenv("CFQTOP_TEST_TOKEN", "its environment is ours", 1);
    assert_reads(TOKEN_COMMAND, "echo \"$CFQTOP_TEST_TOKEN\"", "its environment is ours");
    assert_reads(TOKEN_COMMAND, "cat; echo nothing-to-read", "nothing-to-read");
    signal(SIGPIPE, SIG_IGN); /* as main() does: not by the command */
    assert_fails(TOKEN_COMMAND, "kill -PIPE $$", "the command was ended by signal 13");
    assert_fails(TOKEN_COMMAND, "echo secret; exit 3", "the command ended with status 3");
    assert_fails(TOKEN_COMMAND, "exit 0", "its first line is empty");
}

/* It is not waited for: it would go on for ever. */
static void test_command_that_prints_too_much(void **state)
{
    struct error err = {.text = ""};
    struct buf out;

    (void)state;
    buf_init(&out, TOKEN_MAX_BYTES);
    assert_false(token_command_run("yes secret", INT_MAX, &out, &err));
    assert_string_equal(err.text, "the command printed more than 4 kB");
    buf_free(&out);
}

static void assert_late(const char *command)
{
    struct error err = {.text = ""};
    struct buf out;

    buf_init(&out, TOKEN_MAX_BYTES);
    assert_false(token_command_run(command, 50, &out, &err));
    assert_string_equal(err.text, "the command did not end in time");
    buf_free(&out);
}

static void test_command_that_does_not_end(void **state)
{
    (void)state;
    assert_late("exec sleep 1000");
    assert_late("echo token; exec sleep 1000");
    assert_late("exec sleep 1000 >&-"); /* its output has an end, it has none */
}

/* Under :profile there are connections open, which libcurl does not mark. */
static void test_command_inherits_nothing_open(void **state)
{
    int fds[2];

    (void)state;
    assert_int_equal(pipe(fds), 0);
    assert_reads(TOKEN_COMMAND, "ls /proc/self/fd | tr -d '\\n'", "0123"); /* 3: that folder */
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_variable),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_what_is_no_file),
        cmocka_unit_test(test_file_of_another_user),
        cmocka_unit_test(test_command),
        cmocka_unit_test(test_command_that_prints_too_much),
        cmocka_unit_test(test_command_that_does_not_end),
        cmocka_unit_test(test_command_inherits_nothing_open),
    };
    int failed;

    if (!mkdtemp(dir))
        return 1;
    snprintf(path, sizeof path, "%s/token", dir);
    failed = cmocka_run_group_tests_name("token", tests, NULL, NULL);
    unlink(path);
    rmdir(dir);
    return failed;
}
