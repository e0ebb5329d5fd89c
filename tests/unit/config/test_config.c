/* The config file: profiles, errors with file and line, file modes. */
#include "config/config.h"

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

static char path[] = "/tmp/cfqtop-config-XXXXXX";

static void write_bytes(const char *bytes, size_t n, mode_t mode)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void assert_loads(struct config *c, const char *text, const char *profile)
{
    struct error err = {.text = ""};

    write_bytes(text, strlen(text), 0600);
    if (!config_load(c, path, true, profile, &err))
        fail_msg("%s", err.text);
}

static void assert_fails(const char *text, mode_t mode, const char *profile, const char *why)
{
    struct error err = {.text = ""};
    struct config c;
    char want[300];

    write_bytes(text, strlen(text), mode);
    assert_false(config_load(&c, path, true, profile, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    snprintf(want, sizeof want, "%s%s", path, why);
    assert_string_equal(err.text, want);
    assert_null(c.path);
}

static void test_profiles(void **state)
{
    struct config c;

    (void)state;
    assert_loads(&c,
                 "# comment\r\n; another\n\naccount=all\n  lease = 5m\n[a]\naccount: in-a\n"
                 "batch_size = 7 ; inline\n[b]\naccount=in-b\n[a]\ninterval=3s",
                 "a");
    assert_string_equal(c.values[CONFIG_ALL][OPT_ACCOUNT].text, "all");
    assert_int_equal(c.values[CONFIG_ALL][OPT_ACCOUNT].line, 4);
    assert_string_equal(c.values[CONFIG_ALL][OPT_LEASE].text, "5m");
    assert_string_equal(c.values[CONFIG_PROFILE][OPT_ACCOUNT].text, "in-a");
    assert_string_equal(c.values[CONFIG_PROFILE][OPT_BATCH_SIZE].text, "7");
    assert_string_equal(c.values[CONFIG_PROFILE][OPT_INTERVAL].text, "3s");
    assert_null(c.values[CONFIG_PROFILE][OPT_LEASE].text);
    config_free(&c);
    assert_loads(&c, "[empty]\n", "empty");
    config_free(&c);
    assert_loads(&c, "", NULL);
    config_free(&c);
}

static void test_indented_line_is_not_more_of_the_value_above(void **state)
{
    struct config c;

    (void)state;
    assert_loads(&c, "account = one\n   lease = 9s\n", NULL);
    assert_string_equal(c.values[CONFIG_ALL][OPT_ACCOUNT].text, "one");
    assert_string_equal(c.values[CONFIG_ALL][OPT_LEASE].text, "9s");
    config_free(&c);
}

static void test_bad_lines(void **state)
{
    char longest[300];

    (void)state;
    assert_fails("lease=5m\nintervall=3s\n", 0600, NULL, ":2: unknown key \"intervall\"");
    assert_fails("pull=yes\n", 0600, NULL, ":1: unknown key \"pull\"");
    assert_fails("[other]\nlease=5\n", 0600, NULL,
                 ":2: lease: \"5\" is not a duration from 1s to 12h (5s?)");
    assert_fails("batch-size=0\n", 0600, NULL,
                 ":1: batch-size: \"0\" is not a number from 1 to 100");
    assert_fails("ascii=maybe\n", 0600, NULL, ":1: ascii: \"maybe\" is not yes or no");
    assert_fails("account=\n", 0600, NULL, ":1: account: is empty");
    assert_fails("\n\nnonsense\n", 0600, NULL, ":3: neither [profile] nor key = value");
    assert_fails("[open\n", 0600, NULL, ":1: neither [profile] nor key = value");
    assert_fails("[]\nlease=5m\n", 0600, NULL, ":1: a profile without a name");
    /* nothing of the line above is behind it */
    memset(longest, ' ', sizeof longest);
    memset(longest, '#', 70);
    memcpy(longest + 70, "]\n", 2);
    memcpy(longest + 140, "[open\n", 7); /* with its NUL */
    assert_fails(longest, 0600, NULL, ":2: neither [profile] nor key = value");
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "account=", 8);
    longest[sizeof longest - 1] = '\0';
    assert_fails(longest, 0600, NULL, ":1: the line is too long");
    longest[0] = '[';
    longest[80] = ']';
    longest[81] = '\0';
    assert_fails(longest, 0600, NULL, ":1: the profile's name is too long");
}

/* What the shell could set. */
static void test_names_of_variables(void **state)
{
    static const char *const good[] = {"A", "z", "_", "_0", "A9", "aZ_09"};
    static const char *const bad[] = {"0", "9", "0A", "9A", "A-B", "A.B", "A$", "A\xc3\xa9", "{A}"};
    char text[40];
    struct config c;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(text, sizeof text, "token-env=%s\n", good[i]);
        assert_loads(&c, text, NULL);
        assert_string_equal(c.values[CONFIG_ALL][OPT_TOKEN_ENV].text, good[i]);
        config_free(&c);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text, "token-env=%s\n", bad[i]);
        assert_fails(text, 0600, NULL, ":1: token-env: is not the name of an environment variable");
    }
}

static void test_profiles_are_named_once(void **state)
{
    struct config c;

    (void)state;
    assert_loads(&c, "[prod]\nlease=5m\n[test]\nlease=1m\n[prod]\nascii=yes\n", NULL);
    assert_int_equal(c.n_profiles, 2);
    assert_string_equal(c.profiles[0], "prod");
    assert_string_equal(c.profiles[1], "test");
    config_free(&c);
}

static void test_unknown_profile(void **state)
{
    struct error err;
    struct config c;

    (void)state;
    assert_fails("[prod]\nlease=5m\n", 0600, "pro", ": no profile \"pro\"");
    assert_false(config_load(&c, "/proc/nonexistent/config.ini", false, "prod", &err));
    assert_string_equal(err.text, "no profile \"prod\": there is no /proc/nonexistent/config.ini");
}

static void test_missing_file(void **state)
{
    struct error err;
    struct config c;

    (void)state;
    assert_true(config_load(&c, "/proc/nonexistent/config.ini", false, NULL, &err));
    config_free(&c);
    assert_false(config_load(&c, "/proc/nonexistent/config.ini", true, NULL, &err));
    assert_string_equal(err.text, "/proc/nonexistent/config.ini: No such file or directory");
    assert_false(config_load(&c, "/tmp", true, NULL, &err));
    assert_string_equal(err.text, "/tmp: not a file");
}

static void test_modes(void **state)
{
    static const mode_t readable[] = {0640, 0604, 0644, 0660, 0610};
    struct error err;
    struct config c;
    char why[200];

    (void)state;
    snprintf(why, sizeof why, " holds a credential and others can read it: chmod 600 %s", path);
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
        assert_fails("token = secret-value\n", readable[i], NULL, why);
        assert_fails("[unused]\napi_key = secret-value\n", readable[i], NULL, why);
    }
    write_bytes("lease=5m\n", 9, 0644);
    assert_true(config_load(&c, path, true, NULL, &err));
    config_free(&c);
    snprintf(why, sizeof why, " can be written by others: chmod 600 %s", path);
    assert_fails("lease=5m\n", 0646, NULL, why);
    assert_loads(&c, "token = secret-value\n", NULL);
    assert_string_equal(c.values[CONFIG_ALL][OPT_TOKEN].text, "secret-value");
    config_free(&c);
}

static void test_secret_is_never_shown(void **state)
{
    struct error err;
    struct config c;
    const char *text = "token = secret value\n";

    (void)state;
    write_bytes(text, strlen(text), 0600);
    assert_false(config_load(&c, path, true, NULL, &err));
    assert_null(strstr(err.text, "secret"));
    assert_non_null(strstr(err.text, ":1: token: holds a blank"));
}

static void test_one_token_source_a_section(void **state)
{
    struct config c;

    (void)state;
    assert_loads(&c, "token-env = ALL\n[a]\ntoken-file = ~/t\n[b]\ntoken-command = echo t\n", "b");
    assert_string_equal(c.values[CONFIG_ALL][OPT_TOKEN_ENV].text, "ALL");
    assert_string_equal(c.values[CONFIG_PROFILE][OPT_TOKEN_COMMAND].text, "echo t");
    assert_null(c.values[CONFIG_PROFILE][OPT_TOKEN_FILE].text);
    config_free(&c);
    assert_loads(&c, "token = one\ntoken = two\n", NULL); /* the last holds, as of other keys */
    assert_string_equal(c.values[CONFIG_ALL][OPT_TOKEN].text, "two");
    config_free(&c);
    assert_fails("token-env = A\ntoken = secret-value\n", 0600, NULL,
                 ":2: token: there is a token-env in line 1");
    assert_fails("[unused]\ntoken-file = /t\n[b]\n[unused]\ntoken-command = secret-value\n", 0600,
                 "b", ":5: token-command: there is a token-file in line 2");
}

static void test_bad_token_sources(void **state)
{
    char why[300];

    (void)state;
    assert_fails("token-env = sk-secret\n", 0600, NULL,
                 ":1: token-env: is not the name of an environment variable");
    assert_fails("token-env = 1A\n", 0600, NULL,
                 ":1: token-env: is not the name of an environment variable");
    assert_fails("token-file = secret-value\n", 0600, NULL,
                 ":1: token-file: is not a path that begins with / or ~/");
    assert_fails("token-file = ~other/t\n", 0600, NULL,
                 ":1: token-file: is not a path that begins with / or ~/");
    assert_fails("token-command =\n", 0600, NULL, ":1: token-command: is empty");
    assert_fails("\ntoken-command = echo a ; echo b\n", 0600, NULL,
                 ":2: token-command: a ; after a blank starts a comment");
    snprintf(why, sizeof why, " holds a command and others can write it: chmod 600 %s", path);
    assert_fails("token-command = echo a;echo b\n", 0620, NULL, why);
    assert_fails("header = pink\n", 0600, NULL,
                 ":1: header: \"pink\" is not one of default, red, yellow, green, blue or magenta");
}

static void test_command_of_another_user(void **state)
{
    const char *text = "lease = 5m\ntoken-command = echo a\n";
    struct error err;
    struct config c;

    (void)state;
    if (geteuid())
        skip(); /* only root can give a file away */
    write_bytes(text, strlen(text), 0600);
    assert_int_equal(chown(path, 1, (gid_t)-1), 0);
    assert_false(config_load(&c, path, true, NULL, &err));
    assert_non_null(strstr(err.text, ":2: token-command: the file is not yours"));
    assert_int_equal(chown(path, 0, (gid_t)-1), 0);
}

/* Who can write them chooses what is run, as of a token-command. */
static void test_decoders(void **state)
{
    const char *text = "[unused]\ndecoder.orders = cat\n";
    struct error err;
    struct config c;
    char why[300];

    (void)state;
    assert_loads(&c, "decoder.orders = jq .a | tail -n1\n[p]\nview.a-b = hex\nkey.mark = m\n", "p");
    assert_int_equal(c.n_keys, 3);
    assert_int_equal(c.keys[0].prefix, CONFIG_DECODER);
    assert_int_equal(c.keys[0].part, CONFIG_ALL);
    assert_string_equal(c.keys[0].name, "orders");
    assert_string_equal(c.keys[0].text, "jq .a | tail -n1");
    assert_int_equal(c.keys[0].line, 1);
    assert_int_equal(c.keys[1].prefix, CONFIG_VIEW);
    assert_int_equal(c.keys[1].part, CONFIG_PROFILE);
    assert_string_equal(c.keys[1].name, "a-b");
    assert_int_equal(c.keys[2].prefix, CONFIG_KEY);
    config_free(&c);
    assert_fails("\ndecoder.orders = a ; b\n", 0600, NULL,
                 ":2: decoder.orders: a ; after a blank starts a comment");
    snprintf(why, sizeof why, " holds a command and others can write it: chmod 600 %s", path);
    assert_fails(text, 0620, NULL, why);
    assert_fails("decoders.orders = a\n", 0600, NULL, ":1: unknown key \"decoders.orders\"");
    write_bytes("view.orders = hex\n", 18, 0664); /* runs nothing */
    assert_true(config_load(&c, path, true, NULL, &err));
    config_free(&c);
    if (geteuid())
        return; /* only root can give a file away */
    write_bytes(text, strlen(text), 0600);
    assert_int_equal(chown(path, 1, (gid_t)-1), 0);
    assert_false(config_load(&c, path, true, NULL, &err));
    assert_non_null(strstr(err.text, ":2: decoder.orders: the file is not yours"));
    assert_int_equal(chown(path, 0, (gid_t)-1), 0);
}

static void test_hostile_bytes(void **state)
{
    size_t n = 64 * 1024 + 1;
    char *large = malloc(n + 1);
    struct error err;
    struct config c;

    (void)state;
    assert_non_null(large);
    memset(large, '\n', n);
    large[n] = '\0';
    assert_fails(large, 0600, NULL, ": larger than 64 kB");
    large[n - 1] = '\0';
    assert_loads(&c, large, NULL);
    config_free(&c);
    free(large);
    write_bytes("lease=5m\0token=x\n", 17, 0600);
    assert_false(config_load(&c, path, true, NULL, &err));
    assert_non_null(strstr(err.text, ": not a text file"));
}

static void test_default_path(void **state)
{
    char *found;

    (void)state;
    setenv("HOME", "/home/me", 1);
    setenv("XDG_CONFIG_HOME", "/etc/me", 1);
    found = config_find_path();
    assert_string_equal(found, "/etc/me/cfqtop/config.ini");
    free(found);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    found = config_find_path();
    assert_string_equal(found, "/home/me/.config/cfqtop/config.ini");
    free(found);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    assert_null(config_find_path());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_variables),
        cmocka_unit_test(test_profiles),
        cmocka_unit_test(test_indented_line_is_not_more_of_the_value_above),
        cmocka_unit_test(test_bad_lines),
        cmocka_unit_test(test_profiles_are_named_once),
        cmocka_unit_test(test_unknown_profile),
        cmocka_unit_test(test_missing_file),
        cmocka_unit_test(test_modes),
        cmocka_unit_test(test_secret_is_never_shown),
        cmocka_unit_test(test_one_token_source_a_section),
        cmocka_unit_test(test_bad_token_sources),
        cmocka_unit_test(test_command_of_another_user),
        cmocka_unit_test(test_decoders),
        cmocka_unit_test(test_hostile_bytes),
        cmocka_unit_test(test_default_path),
    };
    int fd = mkstemp(path), failed;

    if (fd < 0)
        return 1;
    close(fd);
    failed = cmocka_run_group_tests_name("config", tests, NULL, NULL);
    unlink(path);
    return failed;
}
