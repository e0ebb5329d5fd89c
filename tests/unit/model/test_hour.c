#include "base/memory/array.h"
#include "model/hour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int64_t now_ms = 1796025600000, minute_ms = 60000; /* 08:00:00 */

static void nothing_is_known_at_first(void **state)
{
    struct hour h = {0};

    (void)state;
    assert_int_equal(hour_at(&h, now_ms), -1);
    assert_int_equal(hour_past_at(&h, now_ms), -1);
    assert_int_equal(hour_first(&h, now_ms), -1);
    assert_true(hour_mean(&h, now_ms - 60 * minute_ms, 60 * minute_ms) < 0);
}

static void minutes_between_are_not_known(void **state)
{
    struct hour h = {0};

    (void)state;
    hour_measure(&h, now_ms - 5 * minute_ms, 7);
    hour_measure(&h, now_ms + 59999, 0);
    assert_int_equal(hour_at(&h, now_ms - 5 * minute_ms), 7);
    assert_int_equal(hour_at(&h, now_ms - 4 * minute_ms), -1);
    assert_int_equal(hour_at(&h, now_ms), 0); /* a known zero */
    assert_int_equal(hour_at(&h, now_ms + minute_ms), -1);
    assert_true(hour_mean(&h, now_ms - 5 * minute_ms, 6 * minute_ms) == 3.5);
}

static void the_oldest_fall_out(void **state)
{
    struct hour h = {0};

    (void)state;
    for (int i = 0; i < 3 * HOUR_MINUTES; i++)
        hour_measure(&h, now_ms + i * minute_ms, i);
    for (int i = 0; i < HOUR_MINUTES; i++)
        assert_int_equal(hour_at(&h, now_ms + (2 * HOUR_MINUTES + i) * minute_ms),
                         2 * HOUR_MINUTES + i);
    assert_int_equal(hour_at(&h, now_ms + (2 * HOUR_MINUTES - 1) * minute_ms), -1);
    hour_measure(&h, now_ms, 5); /* that is too late */
    assert_int_equal(hour_at(&h, now_ms), -1);
    hour_measure(&h, now_ms + 1000 * minute_ms, 1); /* a long sleep */
    assert_int_equal(hour_at(&h, now_ms + 999 * minute_ms), -1);
    assert_int_equal(hour_at(&h, now_ms + 1000 * minute_ms), 1);
}

/* What came minutes late replaces what was measured in them; a longer step only fills. */
static void history_knows_better_by_the_minute(void **state)
{
    struct hour h = {0};

    (void)state;
    hour_measure(&h, now_ms, 10);
    hour_measure(&h, now_ms + minute_ms, 20);
    hour_add(&h, now_ms, minute_ms, 12);
    assert_int_equal(hour_at(&h, now_ms), 12);
    assert_int_equal(hour_past_at(&h, now_ms), 12);
    assert_int_equal(hour_past_at(&h, now_ms + minute_ms), -1);
    hour_add(&h, now_ms - 5 * minute_ms, 5 * minute_ms, 30);
    hour_add(&h, now_ms, 5 * minute_ms, 40);
    assert_int_equal(hour_at(&h, now_ms - minute_ms), 30);
    assert_int_equal(hour_at(&h, now_ms), 12);
    assert_int_equal(hour_at(&h, now_ms + minute_ms), 20);
    assert_int_equal(hour_at(&h, now_ms + 2 * minute_ms), 40);
    hour_measure(&h, now_ms, 11);
    assert_int_equal(hour_past_at(&h, now_ms), -1);
}

static void an_hour_ago_is_told_within_its_first_quarter(void **state)
{
    struct hour h = {0};

    (void)state;
    hour_measure(&h, now_ms - 40 * minute_ms, 3);
    assert_int_equal(hour_first(&h, now_ms), -1);
    hour_add(&h, now_ms - 50 * minute_ms, minute_ms, 2);
    assert_int_equal(hour_first(&h, now_ms), 2);
    hour_add(&h, now_ms - 60 * minute_ms, minute_ms, 1);
    assert_int_equal(hour_first(&h, now_ms), 1);
}

/* From 60 minutes ago up to 46. */
static void the_first_quarter_has_its_ends(void **state)
{
    static const struct {
        int ago;
        bool told;
    } cases[] = {{61, false}, {60, true}, {46, true}, {45, false}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct hour h = {0};

        hour_measure(&h, now_ms - cases[i].ago * minute_ms, 0); /* a known zero */
        hour_measure(&h, now_ms - (cases[i].ago - 1) * minute_ms, -1);
        hour_measure(&h, now_ms - 30 * minute_ms, 9);
        assert_int_equal(hour_first(&h, now_ms), cases[i].told ? 0 : -1);
    }
}

/* The minute that begins where it ends is no part of a span. */
static void a_mean_is_that_of_its_minutes(void **state)
{
    struct hour h = {0};

    (void)state;
    for (int i = 0; i < 4; i++)
        hour_measure(&h, now_ms + i * minute_ms, i * i);
    assert_true(hour_mean(&h, now_ms, minute_ms) == 0);
    assert_true(hour_mean(&h, now_ms + minute_ms, 2 * minute_ms) == 2.5);
    assert_true(hour_mean(&h, now_ms + 4 * minute_ms, minute_ms) < 0);
}

static void a_longer_step_leaves_a_known_zero(void **state)
{
    struct hour h = {0};

    (void)state;
    hour_measure(&h, now_ms, 0);
    hour_add(&h, now_ms, 5 * minute_ms, 40);
    assert_int_equal(hour_at(&h, now_ms), 0);
    assert_int_equal(hour_at(&h, now_ms + 4 * minute_ms), 40);
    assert_int_equal(hour_at(&h, now_ms + 5 * minute_ms), -1);
}

static void the_oldest_is_there_until_its_place_is_needed(void **state)
{
    struct hour h = {0};

    (void)state;
    hour_measure(&h, now_ms, 7);
    hour_measure(&h, now_ms + (HOUR_MINUTES - 1) * minute_ms, 8);
    assert_int_equal(hour_at(&h, now_ms), 7);
    hour_measure(&h, now_ms + HOUR_MINUTES * minute_ms, 9);
    assert_int_equal(hour_at(&h, now_ms), -1);
    assert_int_equal(hour_at(&h, now_ms + (HOUR_MINUTES - 1) * minute_ms), 8);
}

static void times_that_are_none_are_ignored(void **state)
{
    struct hour h = {0};

    (void)state;
    hour_add(&h, -1, minute_ms, 5);
    hour_measure(&h, INT64_MIN, 5);
    assert_int_equal(hour_at(&h, -1), -1);
    hour_measure(&h, now_ms, 5);
    assert_int_equal(hour_at(&h, now_ms), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_known_at_first),
        cmocka_unit_test(minutes_between_are_not_known),
        cmocka_unit_test(the_oldest_fall_out),
        cmocka_unit_test(history_knows_better_by_the_minute),
        cmocka_unit_test(an_hour_ago_is_told_within_its_first_quarter),
        cmocka_unit_test(the_first_quarter_has_its_ends),
        cmocka_unit_test(a_mean_is_that_of_its_minutes),
        cmocka_unit_test(a_longer_step_leaves_a_known_zero),
        cmocka_unit_test(the_oldest_is_there_until_its_place_is_needed),
        cmocka_unit_test(times_that_are_none_are_ignored),
    };

    return cmocka_run_group_tests_name("hour", tests, NULL, NULL);
}
