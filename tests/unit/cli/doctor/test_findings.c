#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "cli/doctor/findings.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TWENTY "12345678901234567890"

static int set_up(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    glyph_start(false);
    return 0;
}

static void expect_line(const struct findings *f, enum check c, int cols, const char *want)
{
    struct buf line;

    buf_init(&line, 4096);
    findings_write_line(f, c, cols, &line);
    assert_string_equal(line.bytes, want);
    buf_free(&line);
}

static void a_line_says_it_by_sign_and_word(void **state)
{
    struct findings f = {.why_none = NULL};

    (void)state;
    findings_set(&f, CHECK_CLOCK, FINDING_OK, "%s", "good");
    findings_set(&f, CHECK_CONNECTION, FINDING_WARNS, "so \033[1m");
    findings_advise(&f, CHECK_CONNECTION, "do %d", 7);
    findings_set(&f, CHECK_PEEK, FINDING_FAILS, "bad");
    expect_line(&f, CHECK_CLOCK, 0, "ok clock       good");
    expect_line(&f, CHECK_CONNECTION, 0, "!  connection  so ‹1B›[1m; do 7");
    expect_line(&f, CHECK_CONNECTION, 80, "!  connection  so ·[1m; do 7");
    expect_line(&f, CHECK_PEEK, 80, "✖  peek        bad");
    glyph_start(true);
    expect_line(&f, CHECK_PEEK, 80, "x  peek        bad");
}

static void what_is_to_be_done_is_not_cut(void **state)
{
    struct findings f = {.why_none = NULL};

    (void)state;
    findings_set(&f, CHECK_CLOCK, FINDING_FAILS, TWENTY TWENTY TWENTY TWENTY);
    expect_line(&f, CHECK_CLOCK, 40, "✖  clock       123456789012345678901234…");
    findings_advise(&f, CHECK_CLOCK, "mend it now");
    expect_line(&f, CHECK_CLOCK, 40, "✖  clock       12345678901…; mend it now");
    findings_advise(&f, CHECK_CLOCK, "mend it now!");
    expect_line(&f, CHECK_CLOCK, 40, "✖  clock       mend it now!");
    expect_line(&f, CHECK_CLOCK, 0, "✖  clock       " TWENTY TWENTY TWENTY TWENTY "; mend it now!");
    expect_line(&f, CHECK_CLOCK, 26, "✖  clock       mend it no…");
}

static void nothing_secret_is_kept(void **state)
{
    const char *const secrets[] = {"my-api-token"};
    struct redact *r = redact_new(secrets, 1);
    struct findings f = {.redact = r};

    (void)state;
    findings_set(&f, CHECK_TOKEN, FINDING_FAILS, "no my-api-token here");
    findings_advise(&f, CHECK_TOKEN, "drop %s", secrets[0]);
    expect_line(&f, CHECK_TOKEN, 0, "✖  token       no ************ here; drop ************");
    redact_free(r);
}

static void what_was_not_looked_at_says_why(void **state)
{
    struct findings f = {.why_none = "no connection"};

    (void)state;
    assert_false(findings_have_failed(&f));
    findings_set(&f, CHECK_VERSION, FINDING_OK, "1");
    findings_end(&f);
    expect_line(&f, CHECK_VERSION, 0, "ok version     1");
    expect_line(&f, CHECK_NEWEST, 0, "!  newest      not tried: no connection");
    assert_false(findings_have_failed(&f));
    findings_set(&f, CHECK_NEWEST, FINDING_FAILS, "x");
    assert_true(findings_have_failed(&f));
}

static void an_object_has_four_keys(void **state)
{
    static const struct {
        enum finding_state state;
        const char *want;
    } cases[] = {
        {FINDING_OK, "{\"check\":\"trust\",\"ok\":true,\"fact\":\"a \\\"b\\\"\",\"todo\":\"c\"}"},
        {FINDING_WARNS,
         "{\"check\":\"trust\",\"ok\":null,\"fact\":\"a \\\"b\\\"\",\"todo\":\"c\"}"},
        {FINDING_FAILS,
         "{\"check\":\"trust\",\"ok\":false,\"fact\":\"a \\\"b\\\"\",\"todo\":\"c\"}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct findings f = {.why_none = NULL};
        struct buf line;

        findings_set(&f, CHECK_TRUST, cases[i].state, "a \"b\"");
        findings_advise(&f, CHECK_TRUST, "c");
        buf_init(&line, 4096);
        findings_write_json(&f, CHECK_TRUST, &line);
        assert_string_equal(line.bytes, cases[i].want);
        buf_free(&line);
    }
}

static void names_fit_their_column(void **state)
{
    (void)state;
    for (int c = 0; c < CHECK_COUNT; c++)
        assert_true(strlen(findings_name((enum check)c)) <= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_line_says_it_by_sign_and_word, set_up),
        cmocka_unit_test_setup(what_is_to_be_done_is_not_cut, set_up),
        cmocka_unit_test_setup(nothing_secret_is_kept, set_up),
        cmocka_unit_test_setup(what_was_not_looked_at_says_why, set_up),
        cmocka_unit_test_setup(an_object_has_four_keys, set_up),
        cmocka_unit_test(names_fit_their_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
