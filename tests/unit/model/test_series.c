#include "model/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_oldest_fall_out(void **state)
{
    struct series s = {0};

    (void)state;
    for (int64_t i = 0; i < 3 * SERIES_MAX + 7; i++) {
        size_t want = i + 1 < SERIES_MAX ? (size_t)i + 1 : SERIES_MAX;

        series_add(&s, &(struct sample){i * 2000, i, -1, -1});
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
    series_add(&s, &(struct sample){2000, 1, -1, -1});
    series_add(&s, &(struct sample){1999, 2, -1, -1});
    assert_int_equal(s.n, 1);
    series_add(&s, &(struct sample){2000, 3, -1, -1});
    assert_int_equal(series_at(&s, s.n - 1)->count, 3);
    series_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_fall_out),
        cmocka_unit_test(an_overtaken_sample_is_ignored),
    };

    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
