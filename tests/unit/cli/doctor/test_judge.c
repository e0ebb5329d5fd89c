#include "base/memory/array.h"
#include "cli/doctor/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOON 1700000000000

static struct findings f;

static int clear(void **state)
{
    (void)state;
    f = (struct findings){.why_none = NULL};
    return 0;
}

static void expect(enum check c, enum finding_state state, const char *fact, const char *todo)
{
    assert_string_equal(f.items[c].fact, fact);
    assert_string_equal(f.items[c].todo, todo);
    assert_int_equal(f.items[c].state, state);
}

/* A Date is cut to seconds: between it and the next one nothing is wrong. */
static void a_skew_is_what_the_answer_s_way_does_not_explain(void **state)
{
    static const struct {
        int64_t sent, received, skew;
    } cases[] = {
        {0, 0, 0},       {999, 999, 0},  {-500, 0, 0},          {-5000, -1, -1},
        {1000, 1200, 1}, {998, 5000, 0}, {-9000, -8000, -8000}, {61999, 62500, 61000},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(judge_skew(NOON, NOON + cases[i].sent, NOON + cases[i].received),
                         cases[i].skew);
}

static void a_clock_is_wrong_above_30_s(void **state)
{
    (void)state;
    judge_clock(&f, 999);
    expect(CHECK_CLOCK, FINDING_OK, "as the server's, to the second", "");
    judge_clock(&f, -999);
    expect(CHECK_CLOCK, FINDING_OK, "as the server's, to the second", "");
    judge_clock(&f, 30000);
    expect(CHECK_CLOCK, FINDING_OK, "30s ahead of the server's", "");
    judge_clock(&f, 30001);
    expect(CHECK_CLOCK, FINDING_WARNS, "30s ahead of the server's",
           "set it: ages and ends are wrong by that");
    judge_clock(&f, -3600000);
    expect(CHECK_CLOCK, FINDING_WARNS, "1h00m behind the server's",
           "set it: ages and ends are wrong by that");
}

static void a_token_is_valid_until_it_ends(void **state)
{
    const int64_t week = 7 * 86400000;
    struct token t = {TOKEN_ACTIVE, -1};

    (void)state;
    judge_token(&f, &t, ", a user's", NOON);
    expect(CHECK_TOKEN, FINDING_OK, "active, a user's", "");
    t.ends_ms = NOON + week;
    judge_token(&f, &t, ", a user's", NOON);
    expect(CHECK_TOKEN, FINDING_OK, "active, a user's, ends in 7d00h", "");
    judge_token(&f, &t, ", a user's", NOON + 1);
    expect(CHECK_TOKEN, FINDING_WARNS, "active, a user's, ends in 6d23h", "make a new one");
    judge_token(&f, &t, "", NOON + week + 5);
    expect(CHECK_TOKEN, FINDING_WARNS, "active, ends in 0s", "make a new one");
    t.state = TOKEN_EXPIRED;
    judge_token(&f, &t, "", NOON);
    expect(CHECK_TOKEN, FINDING_FAILS, "expired", "make a new one");
    t.state = TOKEN_DISABLED;
    judge_token(&f, &t, "", NOON);
    expect(CHECK_TOKEN, FINDING_FAILS, "disabled", "enable it, or make a new one");
    t.state = TOKEN_BAD;
    judge_token(&f, &t, "", NOON);
    expect(CHECK_TOKEN, FINDING_FAILS, "the API knows no such token", "check CLOUDFLARE_API_TOKEN");
    t.state = TOKEN_UNKNOWN;
    judge_token(&f, &t, "", NOON);
    expect(CHECK_TOKEN, FINDING_WARNS, "the API does not say if it is active", "");
}

static void others_made_what_we_did_not(void **state)
{
    (void)state;
    assert_int_equal(judge_others(&(struct rate){1190, 9, 1200, 300}, 3), 7);
    assert_int_equal(judge_others(&(struct rate){1199, 9, 1200, 300}, 3), 0);
    assert_int_equal(judge_others(&(struct rate){-1, 9, 1200, 300}, 3), -1);
    assert_int_equal(judge_others(&(struct rate){1190, 9, -1, -1}, 3), -1);
}

static void the_limit_is_low_below_a_quarter(void **state)
{
    (void)state;
    judge_limit(&f, &(struct rate){1190, 9, 1200, 300}, 7);
    expect(CHECK_LIMIT, FINDING_OK, "1,190 of 1,200 requests left in 5m, used by others: 7", "");
    judge_limit(&f, &(struct rate){300, 9, 1200, -1}, -1);
    expect(CHECK_LIMIT, FINDING_OK, "300 of 1,200 requests left", "");
    judge_limit(&f, &(struct rate){299, 9, 1200, 300}, 900);
    expect(CHECK_LIMIT, FINDING_WARNS, "299 of 1,200 requests left in 5m, used by others: 900",
           "lower --budget");
    judge_limit(&f, &(struct rate){-1, -1, -1, -1}, -1);
    expect(CHECK_LIMIT, FINDING_WARNS, "the server does not say what is left of it", "");
}

static void analytics_are_late_after_15_minutes(void **state)
{
    const int64_t minute = NOON / 60000 * 60000;

    (void)state;
    judge_newest(&f, minute, minute + 60000 + 130000);
    expect(CHECK_NEWEST, FINDING_OK, "the newest minute is 22:13:00Z, which ended 2m10s ago", "");
    judge_newest(&f, minute, minute + 60000 + 900000);
    assert_int_equal(f.items[CHECK_NEWEST].state, FINDING_OK);
    judge_newest(&f, minute, minute + 60000 + 900001);
    assert_int_equal(f.items[CHECK_NEWEST].state, FINDING_WARNS);
    judge_newest(&f, minute, minute + 1); /* the clock is not known so well */
    expect(CHECK_NEWEST, FINDING_OK, "the newest minute is 22:13:00Z, which ended 0s ago", "");
    judge_newest(&f, -1, NOON);
    expect(CHECK_NEWEST, FINDING_WARNS, "nothing of the last hour: idle queues, or late analytics",
           "");
}

static void a_connection_is_told_as_far_as_it_is_known(void **state)
{
    (void)state;
    judge_connection(&f, "api.example", false, &(struct arrival){-1, 84, 20, "TLSv1.3"}, 200);
    expect(CHECK_CONNECTION, FINDING_OK,
           "api.example, TLSv1.3, HTTP/2, connected in 84 ms, answer in 200 ms", "");
    judge_connection(&f, "127.0.0.1:1", true, &(struct arrival){-1, -1, 11, ""}, 3);
    expect(CHECK_CONNECTION, FINDING_OK, "127.0.0.1:1, HTTP/1.1, answer in 3 ms", "");
    judge_connection(&f, "api.example", false, &(struct arrival){-1, -1, 30, ""}, 3);
    expect(CHECK_CONNECTION, FINDING_OK,
           "api.example, TLS of a kind that is not told, HTTP/3, answer in 3 ms", "");
}

static void a_terminal_has_what_the_inspector_needs(void **state)
{
    struct terminal t = {.term = "xterm-256color", .codeset = "UTF-8", .cols = 80, .rows = 24};

    (void)state;
    judge_terminal(&f, &t);
    expect(CHECK_TERMINAL, FINDING_OK, "xterm-256color, 256 colours, UTF-8, 80x24", "");
    t.colorterm = "truecolor";
    t.cols = 39;
    judge_terminal(&f, &t);
    expect(CHECK_TERMINAL, FINDING_WARNS, "xterm-256color, 24-bit colours, UTF-8, 39x24",
           "make it 40x12");
    t = (struct terminal){.term = "vt220", .codeset = "ANSI_X3.4-1968", .cols = 40, .rows = 12};
    judge_terminal(&f, &t);
    expect(CHECK_TERMINAL, FINDING_WARNS, "vt220, few colours, no UTF-8, 40x12", "LANG=C.UTF-8");
    t.ascii = t.no_color = true;
    judge_terminal(&f, &t);
    expect(CHECK_TERMINAL, FINDING_OK, "vt220, no colours (as asked), no UTF-8, 40x12", "");
    t.term = "dumb";
    judge_terminal(&f, &t);
    assert_int_equal(f.items[CHECK_TERMINAL].state, FINDING_WARNS);
    t.term = "";
    judge_terminal(&f, &t);
    expect(CHECK_TERMINAL, FINDING_FAILS, "TERM is not set",
           "set it to what this is: xterm-256color?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_skew_is_what_the_answer_s_way_does_not_explain),
        cmocka_unit_test_setup(a_clock_is_wrong_above_30_s, clear),
        cmocka_unit_test_setup(a_token_is_valid_until_it_ends, clear),
        cmocka_unit_test(others_made_what_we_did_not),
        cmocka_unit_test_setup(the_limit_is_low_below_a_quarter, clear),
        cmocka_unit_test_setup(analytics_are_late_after_15_minutes, clear),
        cmocka_unit_test_setup(a_connection_is_told_as_far_as_it_is_known, clear),
        cmocka_unit_test_setup(a_terminal_has_what_the_inspector_needs, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
