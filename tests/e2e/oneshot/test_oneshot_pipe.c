/* The tables of one-shot commands where a program reads them: whole, one line a row. */
#include "tests/e2e/oneshot/oneshotkit.h"

static const char *const env[] = {"LC_ALL=C.UTF-8", "XDG_CONFIG_HOME=/proc/nonexistent", base_url,
                                  state_home,       "CLOUDFLARE_API_TOKEN=" SIM_TOKEN,   NULL};

#define CFQTOP(r, ...) run_cfqtop((r), env, RUN_CAPTURE, __VA_ARGS__, NULL)

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

/* Seeds queue q with one message: a text of 3,000 bytes and the word behind it, in a form. */
static void seed_long(const char *before, const char *after, const char *type)
{
    char *seed;
    size_t size = 5000;

    seed = calloc(1, size);
    assert_non_null(seed);
    snprintf(seed, size,
             "{\"reset\":true,\"queues\":[{\"name\":\"q-%070d\",\"id\":"
             "\"0123456789abcdef0123456789abcdef\",\"consumers\":[{\"type\":\"http_pull\"}],"
             "\"messages\":[{\"content_type\":\"%s\",\"id\":\"%080d\",\"body\":%s%02500d "
             "timeout%s}]}]}",
             0, type, 0, before, 0, after);
    sim_seed(sim, seed);
    free(seed);
}

/* grep has to find what is in a body, wherever it stands. */
static void test_nothing_is_cut_in_a_pipe(void **state)
{
    static const struct {
        const char *before, *after, *type, *shown;
    } samples[] = {
        {"\"", "\"", "text", " timeout"},
        {"{ \"a\" : [ \"", "\" ] }", "json", " timeout\"]}"},
        {"\"\\u0001", "\"", "text", " timeout"},
        {"\"", "\"", "bytes", " timeout"},
    };
    struct run r;

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        seed_long(samples[i].before, samples[i].after, samples[i].type);
        CFQTOP(&r, "peek", "0123456789abcdef0123456789abcdef");
        assert_has(r.out, samples[i].shown);
        run_free(&r);
        CFQTOP(&r, "pull", "0123456789abcdef0123456789abcdef");
        assert_has(r.out, samples[i].shown);
        assert_null(strstr(r.out, "…"));
        run_free(&r);
    }
    CFQTOP(&r, "queues", "--fast");
    assert_has(r.out, "0000000000  0123456789abcdef");
    assert_null(strstr(r.out, "…"));
    run_free(&r);
}

/* One long body widens no other row. */
static void test_rows_stay_in_line_in_a_pipe(void **state)
{
    const char *head, *last;
    struct run r;

    (void)state;
    seed_long("\"", "\"", "text");
    sim_seed(sim,
             "{\"queues\":[{\"name\":\"r\",\"consumers\":[{\"type\":\"http_pull\"}],"
             "\"messages\":[{\"size\":20000,\"content_type\":\"text\"},{\"body\":\"short\"}]}]}");
    CFQTOP(&r, "pull", "r");
    head = strstr(r.out, "LEASE");
    last = strstr(r.out, "short");
    assert_non_null(head);
    assert_non_null(last);
    assert_true(head - r.out < 200);
    assert_true(strlen(last) < 400);
    run_free(&r);
}

/* A file or a pipe takes UTF-8 whatever the locale is; unless only ASCII was asked for. */
static void a_pipe_gets_utf8_in_any_locale(void **state)
{
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=xx_YY.UTF-8",
                                          "LC_ALL=C.UTF-8", "LANG=nowhere.utf8"};
    struct run r;

    (void)state;
    sim_seed(sim, "{\"reset\":true,\"queues\":[{\"name\":\"q\",\"messages\":[{\"body\":"
                  "\"Jos\xc3\xa9.\"}]}]}");
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        const char *const mine[] = {locales[i], "XDG_CONFIG_HOME=/proc/nonexistent", base_url,
                                    state_home, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN,   NULL};

        run_cfqtop(&r, mine, RUN_CAPTURE, "peek", "q", NULL);
        assert_has(r.out, "Jos\xc3\xa9.\n");
        assert_int_equal(r.status, 0);
        run_free(&r);
        run_cfqtop(&r, mine, RUN_CAPTURE, "peek", "q", "--ascii", NULL);
        assert_has(r.out, "Jos<U+00E9>.\n");
        assert_int_equal(r.status, 0);
        run_free(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_cut_in_a_pipe),
        cmocka_unit_test(test_rows_stay_in_line_in_a_pipe),
        cmocka_unit_test(a_pipe_gets_utf8_in_any_locale),
    };

    return cmocka_run_group_tests_name("one-shot pipe", tests, oneshot_start, oneshot_stop);
}
