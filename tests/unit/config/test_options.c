/* The command line and the order of flag, environment, profile and preset. */
#include "base/memory/array.h"
#include "cli/help.h"
#include "cli/settings/settings.h"

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

static char dir[] = "/tmp/cfqtop-options-XXXXXX";
static char config_path[64];

static void write_config(const char *text)
{
    FILE *f = fopen(config_path, "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

/* A world with a token and nothing else in it. */
static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPT_COUNT; i++)
        for (size_t j = 0; j < 2; j++)
            if (options_get((enum option_id)i)->env[j])
                unsetenv(options_get((enum option_id)i)->env[j]);
    setenv("XDG_CONFIG_HOME", dir, 1);
    setenv("CLOUDFLARE_API_TOKEN", "a-token", 1);
    unlink(config_path);
    return 0;
}

enum { MOST_WORDS = 12 };

/* Splits words at blanks; "''" is an empty word. */
static bool resolve(struct settings *s, const char *words, struct error *err)
{
    char copy[400], *argv[MOST_WORDS + 2] = {copy}, *rest = copy;
    struct arguments args;
    int argc = 0;
    bool ok;

    snprintf(copy, sizeof copy, "cfqtop %s", words);
    for (char *word; argc <= MOST_WORDS && (word = strsep(&rest, " "));)
        if (*word)
            argv[argc++] = strcmp(word, "''") ? word : word + 2;
    argv[argc] = NULL;
    *err = (struct error){.kind = ERR_NONE};
    if (!arguments_parse(&args, argc, argv, err))
        return false;
    ok = settings_resolve(s, &args, err);
    arguments_free(&args);
    return ok;
}

static void assert_fails(const char *words, const char *text)
{
    struct settings s;
    struct error err;

    assert_false(resolve(&s, words, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.text, text);
}

static void assert_fails_with(const char *words, const char *part)
{
    struct settings s;
    struct error err;

    assert_false(resolve(&s, words, &err));
    if (!strstr(err.text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, err.text);
}

static struct settings assert_resolves(const char *words)
{
    struct settings s;
    struct error err;

    if (!resolve(&s, words, &err))
        fail_msg("%s: %s", words, err.text);
    return s;
}

static void test_presets(void **state)
{
    struct settings s = assert_resolves("");

    (void)state;
    assert_int_equal(s.command, COMMAND_INSPECT);
    assert_null(s.queue);
    assert_null(s.options.texts[OPT_ACCOUNT]);
    assert_string_equal(s.options.texts[OPT_BASE_URL], "https://api.cloudflare.com/client/v4");
    assert_int_equal(s.options.numbers[OPT_BATCH_SIZE], 10);
    assert_int_equal(s.options.numbers[OPT_LEASE], 30000);
    assert_int_equal(s.options.numbers[OPT_INTERVAL], 2000);
    for (enum option_id id = 0; id < OPT_COUNT; id++)
        assert_false(options_get(id)->kind == OPTION_FLAG && s.options.numbers[id]);
    assert_false(s.by_key);
    assert_int_equal(option_values_get_theme(&s.options), THEME_AUTO);
    assert_string_equal(s.credential_source, "token");
    settings_free(&s);
}

static void test_forms_of_flags(void **state)
{
    static const char *const lines[] = {"-n 25 -t 5m --account acc --ascii q",
                                        "-n25 -t5m -aacc --ascii q",
                                        "--batch-size=25 --lease=5m --account=acc q --ascii",
                                        "q --batch-size 25 --lease 5m --ascii --account acc",
                                        "-n 3 -n 25 -t5m -a acc --ascii -- q"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct settings s = assert_resolves(lines[i]);

        assert_int_equal(s.options.numbers[OPT_BATCH_SIZE], 25);
        assert_int_equal(s.options.numbers[OPT_LEASE], 300000);
        assert_string_equal(s.options.texts[OPT_ACCOUNT], "acc");
        assert_string_equal(s.queue, "q");
        assert_true(s.options.numbers[OPT_ASCII]);
        settings_free(&s);
    }
}

static void test_unknown_words(void **state)
{
    (void)state;
    assert_fails("--qux", "unknown option --qux: see cfqtop --help");
    assert_fails("--leese 5s", "unknown option --leese: did you mean --lease?");
    assert_fails("--read-onyl", "unknown option --read-onyl: did you mean --read-only?");
    assert_fails("-x", "unknown option -x: see cfqtop --help");
    assert_fails("--json=yes queues", "--json takes no value");
    assert_fails("--lease", "--lease needs a value: DURATION");
    assert_fails("-n", "-n needs a value: N");
    assert_fails("pek orders", "unknown command pek: did you mean peek?");
    assert_fails("orders emails", "unknown command orders: see cfqtop --help");
    assert_fails("queues orders", "queues takes no more arguments: orders");
    assert_fails("peek", "usage: cfqtop peek QUEUE");
    assert_fails("ack orders", "usage: cfqtop ack QUEUE LEASE...");
    assert_fails("peek ''", "QUEUE is empty");
    assert_fails("--token abc", "--token is never taken from the command line: set "
                                "CLOUDFLARE_API_TOKEN");
}

static void test_bad_values(void **state)
{
    static const char *const numbers[] = {"0",  "101", "-1",  "+5",
                                          "5x", "''",  "1.5", "99999999999999999999"};
    static const char *const leases[] = {
        "30", "999ms", "13h", "1 s", "s", "-5s", "5M", "''", "1s2s", "0s", "99999999999999999999h"};
    struct settings s;
    struct error err;
    char line[100];

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(line, sizeof line, "--batch-size=%s", strcmp(numbers[i], "''") ? numbers[i] : "");
        assert_fails_with(line, "--batch-size: ");
    }
    for (size_t i = 0; i < sizeof leases / sizeof *leases; i++) {
        struct arguments args = {.values = {[OPT_LEASE] = leases[i]}};

        assert_false(settings_resolve(&s, &args, &err));
        assert_non_null(strstr(err.text, "--lease: "));
    }
    assert_fails("-n 101", "--batch-size: \"101\" is not a number from 1 to 100");
    assert_fails("-t 13h", "--lease: \"13h\" is not a duration from 1s to 12h");
    assert_fails("-i 499ms", "--interval: \"499ms\" is not a duration from 500ms to 1h");
    assert_fails("retry --delay 1500ms q l",
                 "--delay: \"1500ms\" is not whole seconds from 0s to 1d");
    assert_fails("retry --delay 7 q l", "--delay: \"7\" is not whole seconds from 0s to 1d (7s?)");
    assert_fails("--theme blue", "--theme: \"blue\" is not one of auto, dark, light, 16 or mono");
    assert_fails("-a a/b", "--account: \"a/b\" is not an account id");
    assert_fails_with("--base-url http://example.com", "--base-url: refused: ");
}

static void test_scopes(void **state)
{
    struct settings s;

    (void)state;
    assert_fails("--json", "--json needs a command such as queues");
    assert_fails("--delay 5s peek q", "--delay is only for retry");
    assert_fails("--pull", "--pull is only for cfqtop QUEUE");
    assert_fails("--pull peek q", "--pull is only for cfqtop QUEUE");
    s = assert_resolves("retry q --delay 1h lease-1 lease-2 --json");
    assert_int_equal(s.command, COMMAND_RETRY);
    assert_int_equal(s.options.numbers[OPT_DELAY], 3600000);
    assert_int_equal(s.n_leases, 2);
    assert_string_equal(s.leases[1], "lease-2");
    assert_true(s.options.numbers[OPT_JSON]);
    settings_free(&s);
}

static void test_queue_named_like_a_command(void **state)
{
    struct settings s = assert_resolves("-- queues");

    (void)state;
    assert_int_equal(s.command, COMMAND_INSPECT);
    assert_string_equal(s.queue, "queues");
    settings_free(&s);
    s = assert_resolves("peek -- -q");
    assert_int_equal(s.command, COMMAND_PEEK);
    assert_string_equal(s.queue, "-q");
    settings_free(&s);
    s = assert_resolves("ack ack ack");
    assert_int_equal(s.command, COMMAND_ACK);
    assert_string_equal(s.queue, "ack");
    assert_string_equal(s.leases[0], "ack");
    settings_free(&s);
}

static void test_read_only(void **state)
{
    struct settings s = assert_resolves("--read-only peek q");

    (void)state;
    settings_free(&s);
    assert_fails("--read-only pull q", "read-only: started with --read-only");
    assert_fails("ack q lease --read-only", "read-only: started with --read-only");
    assert_fails("retry --read-only q lease", "read-only: started with --read-only");
    assert_fails("--read-only --pull q", "read-only: started with --read-only");
    write_config("read-only = yes\n");
    assert_fails_with("pull q", "config.ini:1: read-only");
}

static void test_order(void **state)
{
    struct settings s;

    (void)state;
    write_config("account = from-all\nlease = 1m\ninterval = 9s\n"
                 "[prod]\naccount = from-prod\nlease = 2m\n[other]\naccount = from-other\n");
    s = assert_resolves("");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "from-all");
    assert_int_equal(s.options.numbers[OPT_LEASE], 60000);
    settings_free(&s);

    setenv("CFQTOP_PROFILE", "prod", 1);
    s = assert_resolves("");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "from-prod");
    assert_string_equal(s.options.texts[OPT_PROFILE], "prod");
    assert_int_equal(s.options.numbers[OPT_LEASE], 120000);
    assert_int_equal(s.options.numbers[OPT_INTERVAL], 9000);
    settings_free(&s);

    s = assert_resolves("--profile other");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "from-other");
    settings_free(&s);

    setenv("CF_ACCOUNT_ID", "from-old-name", 1);
    s = assert_resolves("");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "from-old-name");
    settings_free(&s);

    setenv("CLOUDFLARE_ACCOUNT_ID", "from-new-name", 1);
    s = assert_resolves("-t 3m");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "from-new-name");
    assert_int_equal(s.options.numbers[OPT_LEASE], 180000);
    settings_free(&s);

    s = assert_resolves("-a from-flag");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "from-flag");
    settings_free(&s);
}

/* Of --no-color and --theme the one nearer to the command line counts. */
static void test_themes(void **state)
{
    static const struct {
        const char *line, *env, *config;
        enum theme_wish theme, otherwise; /* with no-color ended */
    } cases[] = {
        {"", "", "", THEME_AUTO, THEME_AUTO},
        {"--theme dark", "", "", THEME_DARK, THEME_DARK},
        {"--theme=16", "", "theme = light\n", THEME_16, THEME_16},
        {"", "", "theme = light\n", THEME_LIGHT, THEME_LIGHT},
        {"--no-color", "", "theme = light\n", THEME_MONO, THEME_LIGHT},
        {"", "1", "", THEME_MONO, THEME_AUTO},
        {"", "1", "theme = light\n", THEME_MONO, THEME_LIGHT},
        {"--theme light", "1", "no-color = yes\n", THEME_LIGHT, THEME_LIGHT},
        {"--theme light --no-color", "", "", THEME_MONO, THEME_LIGHT},
        {"", "", "no-color = yes\ntheme = light\n", THEME_MONO, THEME_LIGHT},
        {"--theme mono", "", "theme = light\n", THEME_MONO, THEME_AUTO},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct settings s;

        setenv("NO_COLOR", cases[i].env, 1);
        write_config(cases[i].config);
        s = assert_resolves(cases[i].line);
        assert_int_equal(option_values_get_theme(&s.options), cases[i].theme);
        s.options.numbers[OPT_NO_COLOR] = false;
        assert_int_equal(option_values_get_theme(&s.options), cases[i].otherwise);
        settings_free(&s);
    }
}

static void test_underscore_in_a_key(void **state)
{
    struct settings s;

    (void)state;
    write_config("no_mouse = yes\n");
    s = assert_resolves("");
    assert_true(s.options.numbers[OPT_NO_MOUSE]);
    settings_free(&s);
}

static void test_empty_environment_is_unset(void **state)
{
    struct settings s;

    (void)state;
    setenv("CLOUDFLARE_ACCOUNT_ID", "", 1);
    setenv("CF_ACCOUNT_ID", "old", 1);
    setenv("NO_COLOR", "", 1);
    setenv("CFQTOP_PROFILE", "", 1);
    setenv("CLOUDFLARE_API_BASE_URL", "", 1);
    s = assert_resolves("");
    assert_string_equal(s.options.texts[OPT_ACCOUNT], "old");
    assert_int_equal(option_values_get_theme(&s.options), THEME_AUTO);
    settings_free(&s);
    setenv("NO_COLOR", "0", 1);
    s = assert_resolves("");
    assert_int_equal(option_values_get_theme(&s.options), THEME_MONO);
    settings_free(&s);
}

static void test_leases(void **state)
{
    struct arguments args = {.command = COMMAND_ACK, .queue = "q"};
    const char *leases[] = {"good", "has blank"};
    struct settings s;
    struct error err;

    (void)state;
    args.rest = leases;
    args.n_rest = 2;
    assert_false(settings_resolve(&s, &args, &err));
    assert_string_equal(err.text, "LEASE 2 is not a lease id: \"has blank\"");
    leases[1] = "";
    assert_false(settings_resolve(&s, &args, &err));
    assert_string_equal(err.text, "LEASE 2 is empty");
}

/* A command is run only where its token is the one that is used. */
static void test_token_sources(void **state)
{
    struct settings s;

    (void)state;
    write_config("token-env = A_TOKEN_HERE\nheader = blue\n"
                 "[file]\ntoken-file = /proc/nonexistent\n"
                 "[command]\ntoken-command = echo from-command\nheader = red\n"
                 "[bad]\ntoken-command = echo two words\n");
    s = assert_resolves("");
    assert_string_equal(s.credentials.token.text, "a-token");
    assert_int_equal(s.options.numbers[OPT_HEADER], HEADER_BLUE);
    settings_free(&s);
    s = assert_resolves("--profile file"); /* the environment comes first */
    assert_string_equal(s.credentials.token.text, "a-token");
    settings_free(&s);

    unsetenv("CLOUDFLARE_API_TOKEN");
    unsetenv("A_TOKEN_HERE");
    assert_fails_with("", "config.ini:1: token-env: the variable that it names is not set");
    setenv("A_TOKEN_HERE", "from-variable", 1);
    s = assert_resolves("");
    assert_string_equal(s.credentials.token.text, "from-variable");
    settings_free(&s);
    s = assert_resolves("--profile command");
    assert_string_equal(s.credentials.token.text, "from-command");
    assert_int_equal(s.options.numbers[OPT_HEADER], HEADER_RED);
    settings_free(&s);
    assert_fails_with("--profile file", "config.ini:4: token-file: No such file or directory");
    assert_fails_with("--profile bad", "config.ini:9: token-command: holds a blank, ");
    setenv("CLOUDFLARE_API_KEY", "key", 1);
    setenv("CLOUDFLARE_EMAIL", "me@example.com", 1);
    s = assert_resolves("--profile bad"); /* and so do key and e-mail of the environment */
    assert_true(s.by_key);
    settings_free(&s);
    assert_fails("--token-file x", "--token-file is never taken from the command line: set it in "
                                   "the config file");
}

static void test_commands_without_a_server(void **state)
{
    struct settings s;

    (void)state;
    write_config("token-command = exit 1\n");
    unsetenv("CLOUDFLARE_API_TOKEN");
    s = assert_resolves("trash 12 --json");
    assert_int_equal(s.command, COMMAND_TRASH);
    assert_string_equal(s.which, "12");
    assert_null(s.queue);
    assert_null(s.credentials.token.text);
    settings_free(&s);
    s = assert_resolves("trash --read-only");
    assert_null(s.which);
    settings_free(&s);
    s = assert_resolves("journal");
    settings_free(&s);
    assert_fails_with("release", "config.ini:1: token-command: the command ended with status 1");
    setenv("CLOUDFLARE_API_TOKEN", "a-token", 1);
    assert_fails("release --read-only", "read-only: started with --read-only");
}

static char *print_to_memory(void (*print)(FILE *))
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);

    assert_non_null(f);
    print(f);
    assert_int_equal(fclose(f), 0);
    return text;
}

static void test_help_names_everything(void **state)
{
    char *text = print_to_memory(help_print), *table = print_to_memory(options_print_markdown);
    char name[64];

    (void)state;
    for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
        if (end - line > 80)
            fail_msg("%d columns: %.*s", (int)(end - line), (int)(end - line), line);
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const struct option_spec *spec = options_get((enum option_id)i);

        snprintf(name, sizeof name, "--%s", spec->name ? spec->name : "");
        assert_non_null(strstr(text, name));
        assert_non_null(strstr(table, name));
        for (size_t j = 0; j < 2 && spec->env[j]; j++)
            assert_non_null(strstr(text, spec->env[j]));
    }
    free(table);
    table = print_to_memory(commands_print_markdown);
    for (size_t i = 1; i < COMMAND_COUNT; i++) {
        assert_non_null(strstr(text, commands_get((enum command)i)->name));
        assert_non_null(strstr(table, commands_get((enum command)i)->name));
    }
    free(table);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_presets, set_up),
        cmocka_unit_test_setup(test_forms_of_flags, set_up),
        cmocka_unit_test_setup(test_unknown_words, set_up),
        cmocka_unit_test_setup(test_bad_values, set_up),
        cmocka_unit_test_setup(test_scopes, set_up),
        cmocka_unit_test_setup(test_queue_named_like_a_command, set_up),
        cmocka_unit_test_setup(test_read_only, set_up),
        cmocka_unit_test_setup(test_order, set_up),
        cmocka_unit_test_setup(test_themes, set_up),
        cmocka_unit_test_setup(test_underscore_in_a_key, set_up),
        cmocka_unit_test_setup(test_empty_environment_is_unset, set_up),
        cmocka_unit_test_setup(test_leases, set_up),
        cmocka_unit_test_setup(test_token_sources, set_up),
        cmocka_unit_test_setup(test_commands_without_a_server, set_up),
        cmocka_unit_test_setup(test_help_names_everything, set_up),
    };
    char sub[48];
    int failed;

    if (!mkdtemp(dir))
        return 1;
    snprintf(sub, sizeof sub, "%s/cfqtop", dir);
    snprintf(config_path, sizeof config_path, "%s/config.ini", sub);
    if (mkdir(sub, 0700))
        return 1;
    failed = cmocka_run_group_tests_name("options", tests, NULL, NULL);
    unlink(config_path);
    rmdir(sub);
    rmdir(dir);
    return failed;
}
