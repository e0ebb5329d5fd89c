#include "tests/unit/parts/queues/drainkit.h"

#include "base/memory/array.h"
#include "parts/balance/drain_text.h"

#include <stdio.h>
#include <string.h>

static struct sentences explain(const struct fixture *f)
{
    struct sentences s = {0};

    drain_explain(&f->row, &f->now, &s);
    return s;
}

static void expect_said(const struct fixture *f, size_t i, const char *want)
{
    struct sentences s = explain(f);

    if (i >= s.n || strcmp(s.all[i].text, want) != 0)
        fail_msg("sentence %zu of %zu: \"%s\", not \"%s\"", i, s.n, i < s.n ? s.all[i].text : "",
                 want);
}

static void expect_part(const struct fixture *f, size_t i, const char *part)
{
    struct sentences s = explain(f);

    if (i >= s.n || !strstr(s.all[i].text, part))
        fail_msg("sentence %zu of %zu: \"%s\", without \"%s\"", i, s.n,
                 i < s.n ? s.all[i].text : "", part);
}

static void what_grows_has_a_rate_and_no_end(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 2000);
    f.now.mono_ms += 2000;
    expect_said(&f, 0, "grows by 250/min (232 to 268) over the last 2m, measured 2s ago");
    expect_said(&f, 1, "no end, if it goes on like this");
    assert_int_equal(explain(&f).all[0].tone, TONE_TROUBLE);
    f.now.mono_ms += 10 * MINUTE; /* and is as old as it is */
    expect_part(&f, 0, ", measured 10m02s ago");
}

static void what_drains_has_a_time_with_its_range(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 2000, 1000);
    expect_said(&f, 0, "drains by 250/min (232 to 268) over the last 2m, measured 0s ago");
    expect_said(&f, 1, "empty in about 4m (3-5m), if it goes on like this");
    assert_int_equal(explain(&f).n, 2);
}

/* Its interval may reach to both sides of nothing. */
static void what_is_steady_changes_within_an_interval(void **state)
{
    static const struct {
        int64_t from, to;
        const char *want;
    } cases[] = {{1000, 1000, "0/min (-0.9 to 0.9)"},
                 {20000, 20010, "2.5/min (0.3 to 4.7)"},
                 {20010, 20000, "-2.5/min (-4.7 to -0.3)"}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        char want[100];

        start(&f, cases[i].from, cases[i].to);
        snprintf(want, sizeof(want), "steady: %s over the last 2m, measured 0s ago", cases[i].want);
        expect_said(&f, 0, want);
    }
}

/* A loss that is far off is a fact beside others. */
static void a_loss_has_its_tone(void **state)
{
    static const struct {
        int64_t left_ms;
        enum tone tone;
    } cases[] = {{2 * 3600000, TONE_LOSS}, {2 * 86400000, TONE_FACT}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct sentences s;
        struct fixture f;

        start(&f, 1000, 1000);
        set_oldest(&f, 4 * DAY - cases[i].left_ms, MINUTE);
        s = explain(&f);
        assert_non_null(strstr(s.all[s.n - 2].text, "first loss in "));
        assert_int_equal(s.all[s.n - 2].tone, cases[i].tone);
    }
}

static void a_reason_stands_before_the_trend(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 2000);
    f.queue.paused = FLAG_YES;
    expect_said(&f, 0, "delivery is paused, measured 0s ago");
    expect_part(&f, 1, "grows by 250/min");
    f.queue.paused = FLAG_NO;
    f.queue.n_consumers = 0;
    expect_said(&f, 0, "nothing consumes it, measured 0s ago");
}

static void loss_and_head_are_said(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 1000);
    set_oldest(&f, 4 * DAY - 2 * HOUR, 5 * MINUTE);
    f.now.mono_ms += 2000;
    expect_said(&f, 0, "its oldest messages are deleted soon, undelivered, measured 2s ago");
    assert_int_equal(explain(&f).all[0].tone, TONE_LOSS);
    expect_part(&f, 1, "steady: ");
    expect_said(&f, 2, "first loss in 2h00m: oldest 3d22h, retention 4d, measured 2s ago");
    expect_said(&f, 3, "its oldest message is the same for 5m00s, measured 2s ago");
    set_oldest(&f, 4 * DAY - 2 * HOUR, MINUTE - 1);
    assert_int_equal(explain(&f).n, 3);
    set_oldest(&f, 4 * DAY - 2 * HOUR, MINUTE);
    assert_int_equal(explain(&f).n, 4);
}

/* Nothing is made up of what is not known. */
static void what_is_not_known_is_not_said(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, -1, -1);
    expect_said(&f, 0, "its backlog was not measured yet");
    assert_int_equal(explain(&f).n, 1);
    start(&f, -1, 10);
    expect_said(&f, 0, "not measured for long enough to tell a trend, measured 0s ago");
    assert_int_equal(explain(&f).n, 1);
    start(&f, 10, 0);
    expect_said(&f, 0, "nothing is in it, measured 0s ago");
}

/* The widest numbers that there are. */
static void every_sentence_fits(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 100000, 600000000);
    set_oldest(&f, 13 * DAY + 22 * HOUR, 41 * MINUTE);
    f.queue.retention_s = 14 * DAY / 1000;
    f.queue.paused = FLAG_YES;
    f.now.mono_ms += 14 * MINUTE + 59000;
    expect_part(&f, 0, "deleted soon");
    expect_part(&f, 1, "grows by ");
    expect_part(&f, 2, "no end");
    expect_part(&f, 3, "first loss in ");
    expect_part(&f, 4, "the same for ");
    start(&f, 600000000, 600000000 - 4 * 84200);
    f.now.mono_ms += 14 * MINUTE + 59000;
    f.stats.trend.verdict = TREND_STEADY;
    expect_part(&f, 0, "steady: -84.2k/min (-84.5k to -83.9k) over the last ");
    f.stats.trend.verdict = TREND_UNKNOWN;
    expect_part(&f, 1, "changes -84.2k/min (-84.5k to -83.9k) over the last ");
}

static void spans_have_two_digits(void **state)
{
    static const struct {
        double s;
        const char *want;
    } samples[] = {{0, "0s"},      {99, "99s"},       {100, "2m"},
                   {5999, "100m"}, {6000, "2h"},      {172799, "48h"},
                   {172800, "2d"}, {8639999, "100d"}, {8640000, ">99d"}};
    struct format out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(samples); i++)
        assert_string_equal(drain_print_span(&out, samples[i].s), samples[i].want);
}

static void ranges_have_one_unit(void **state)
{
    static const struct {
        double low_s, high_s;
        const char *want;
    } samples[] = {
        {28 * 60, 48 * 60, "28-48m"}, {61, 150, "1-3m"}, {9, 20, "9-20s"}, {86400.0, 1e9, ">24h"}};
    struct format out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(samples); i++)
        assert_string_equal(drain_print_range(&out, samples[i].low_s, samples[i].high_s),
                            samples[i].want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_grows_has_a_rate_and_no_end),
        cmocka_unit_test(what_drains_has_a_time_with_its_range),
        cmocka_unit_test(what_is_steady_changes_within_an_interval),
        cmocka_unit_test(a_loss_has_its_tone),
        cmocka_unit_test(a_reason_stands_before_the_trend),
        cmocka_unit_test(loss_and_head_are_said),
        cmocka_unit_test(what_is_not_known_is_not_said),
        cmocka_unit_test(every_sentence_fits),
        cmocka_unit_test(spans_have_two_digits),
        cmocka_unit_test(ranges_have_one_unit),
    };

    return cmocka_run_group_tests_name("balance drain text", tests, NULL, NULL);
}
