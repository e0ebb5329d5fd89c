#include "model/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void an_empty_series_knows_nothing(void **state)
{
    struct series s = {0};
    struct series_range range;
    int64_t out[3], rate;

    (void)state;
    assert_false(series_range(&s, &range));
    assert_false(series_rate(&s, 1000, 60000, &rate));
    series_bucket(&s, 1000, 100, 1000, out, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(out[i], -1);
    series_free(&s);
}

static void the_oldest_fall_out(void **state)
{
    struct series s = {0};

    (void)state;
    for (int64_t i = 0; i < 3 * SERIES_MAX + 7; i++) {
        size_t want = i + 1 < SERIES_MAX ? (size_t)i + 1 : SERIES_MAX;

        series_add(&s, i * 2000, i);
        assert_int_equal(s.n, want);
        assert_int_equal(series_at(&s, s.n - 1)->count, i);
        assert_int_equal(series_at(&s, 0)->count, i + 1 - (int64_t)want);
    }
    for (size_t i = 1; i < s.n; i++)
        assert_int_equal(series_at(&s, i)->count, series_at(&s, i - 1)->count + 1);
    series_free(&s);
}

static void an_overtaken_sample_is_ignored(void **state)
{
    struct series s = {0};

    (void)state;
    series_add(&s, 2000, 1);
    series_add(&s, 1999, 2);
    assert_int_equal(s.n, 1);
    series_add(&s, 2000, 3);
    assert_int_equal(series_at(&s, s.n - 1)->count, 3);
    series_free(&s);
}

static void the_range_is_of_all_samples(void **state)
{
    static const int64_t counts[] = {5, 9, 0, 7};
    struct series s = {0};
    struct series_range range;

    (void)state;
    for (int i = 0; i < 4; i++)
        series_add(&s, i * 1000, counts[i]);
    assert_true(series_range(&s, &range));
    assert_int_equal(range.min, 0);
    assert_int_equal(range.max, 9);
    assert_int_equal(range.last, 7);
    series_free(&s);
}

static void a_rate_needs_two_samples_apart(void **state)
{
    struct series s = {0};
    int64_t rate;

    (void)state;
    series_add(&s, 0, 100);
    assert_false(series_rate(&s, 0, 60000, &rate));
    series_add(&s, 3999, 200);
    assert_false(series_rate(&s, 3999, 60000, &rate));
    series_add(&s, 6000, 400);
    assert_true(series_rate(&s, 6000, 60000, &rate));
    assert_int_equal(rate, 3000);
    series_add(&s, 60000, 100);
    assert_true(series_rate(&s, 60000, 60000, &rate));
    assert_int_equal(rate, 0);
    series_free(&s);
}

static void a_rate_is_of_the_window_only(void **state)
{
    struct series s = {0};
    int64_t rate;

    (void)state;
    series_add(&s, 0, 1000000);
    series_add(&s, 100000, 100);
    series_add(&s, 130000, 70);
    assert_true(series_rate(&s, 130000, 60000, &rate));
    assert_int_equal(rate, -60);
    /* Nothing new for longer than the window: not a rate of now. */
    assert_false(series_rate(&s, 200000, 60000, &rate));
    series_free(&s);
}

static void buckets_hold_their_highest(void **state)
{
    struct series s = {0};
    int64_t out[4];

    (void)state;
    series_add(&s, 1100, 5);
    series_add(&s, 1500, 9);
    series_add(&s, 2000, 3); /* the end of a bucket is in it */
    series_add(&s, 2001, 4);
    series_add(&s, 4000, 1);
    series_add(&s, 4001, 99); /* not yet */
    series_bucket(&s, 4000, 1000, 0, out, 4);
    assert_int_equal(out[0], -1);
    assert_int_equal(out[1], 9);
    assert_int_equal(out[2], 4);
    assert_int_equal(out[3], 1);
    series_free(&s);
}

static void gaps_stay_gaps(void **state)
{
    static const int64_t want[] = {7, 7, 7, -1, -1, -1, -1, 2, 2, 2};
    struct series s = {0};
    int64_t out[10];

    (void)state;
    series_add(&s, 1000, 7);
    series_add(&s, 8000, 2);
    series_bucket(&s, 10000, 1000, 2000, out, 10);
    for (int i = 0; i < 10; i++)
        assert_int_equal(out[i], want[i]);
    series_free(&s);
}

/* What came before the first column is held into it, no longer than it may. */
static void the_past_is_held_into_the_first_column(void **state)
{
    struct series s = {0};
    int64_t out[3];

    (void)state;
    series_add(&s, 500, 8);
    series_bucket(&s, 4000, 1000, 2000, out, 3);
    assert_int_equal(out[0], 8);
    assert_int_equal(out[1], -1);
    assert_int_equal(out[2], -1);
    series_bucket(&s, 4000, 1000, 1000, out, 3);
    assert_int_equal(out[0], -1);
    series_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_series_knows_nothing),
        cmocka_unit_test(the_oldest_fall_out),
        cmocka_unit_test(an_overtaken_sample_is_ignored),
        cmocka_unit_test(the_range_is_of_all_samples),
        cmocka_unit_test(a_rate_needs_two_samples_apart),
        cmocka_unit_test(a_rate_is_of_the_window_only),
        cmocka_unit_test(buckets_hold_their_highest),
        cmocka_unit_test(gaps_stay_gaps),
        cmocka_unit_test(the_past_is_held_into_the_first_column),
    };

    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
