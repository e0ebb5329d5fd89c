#include "model/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void an_empty_series_knows_nothing(void **state)
{
    struct series s = {0};
    int64_t rate;

    (void)state;
    assert_false(series_rate(&s, 1000, 60000, &rate));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_series_knows_nothing),
        cmocka_unit_test(the_oldest_fall_out),
        cmocka_unit_test(an_overtaken_sample_is_ignored),
        cmocka_unit_test(a_rate_needs_two_samples_apart),
        cmocka_unit_test(a_rate_is_of_the_window_only),
    };

    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
