#include "base/memory/array.h"
#include "model/trend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

static const int64_t STEP = 2000; /* ms between samples */

/* n counts, each by change more than the one before; what was the last of them, and when. */
struct last {
    int64_t ms;
    int64_t count;
};

static struct last add_line(struct trend *t, int64_t from_ms, int n, int64_t count, int64_t change)
{
    struct last last = {from_ms, count};

    for (int i = 0; i < n; i++) {
        last = (struct last){from_ms + i * STEP, count + i * change};
        trend_add(t, last.ms, last.count);
    }
    return last;
}

/* A minute of a queue that drains by 10 a second. */
static struct last start_draining(struct trend *t)
{
    trend_init(t, 10);
    return add_line(t, 0, 31, 60000, -20);
}

static void assert_same_rate(const struct trend_estimate *a, const struct trend_estimate *b)
{
    assert_true(a->has_rate && b->has_rate);
    assert_true(a->rate.per_s == b->rate.per_s);
    assert_true(a->rate.half == b->rate.half);
    assert_true(a->rate.window_s == b->rate.window_s);
    assert_int_equal(a->verdict, b->verdict);
}

static void without_samples_nothing_is_known(void **state)
{
    struct trend_estimate e;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    e = trend_read(&t, 0);
    assert_int_equal(e.verdict, TREND_UNKNOWN);
    assert_false(e.has_rate || e.has_eta || e.has_eta_high || e.jump_waits);
    assert_int_equal(e.lowest, -1);
    assert_int_equal(e.highest, -1);
    trend_add(&t, 0, -1);
    assert_int_equal(trend_read(&t, 0).lowest, -1);
    trend_add(&t, 0, 500);
    e = trend_read(&t, 0);
    assert_int_equal(e.verdict, TREND_UNKNOWN);
    assert_false(e.has_rate);
    assert_int_equal(e.lowest, 500);
    assert_int_equal(e.highest, 500);
}

static void a_rate_needs_two_points_some_seconds_apart(void **state)
{
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    trend_add(&t, 0, 500);
    trend_add(&t, 3999, 600);
    assert_false(trend_read(&t, 3999).has_rate);
    trend_init(&t, 10);
    trend_add(&t, 0, 500);
    trend_add(&t, 4000, 600);
    assert_true(trend_read(&t, 4000).has_rate);
    assert_true(trend_read(&t, 4000).rate.per_s == 25);
    assert_int_equal(trend_read(&t, 4000).verdict, TREND_UNKNOWN);
}

static void unknown_and_overtaken_samples_are_ignored(void **state)
{
    static const struct last extra[] = {{0, -1}, {0, INT64_MIN}, {-1, 7}, {-STEP, 7}, {0, 7}};
    struct trend_estimate a, b;
    struct trend plain, t;
    struct last last;

    (void)state;
    last = start_draining(&plain);
    trend_init(&t, 10);
    for (int64_t i = 0; i <= last.ms / STEP; i++) {
        trend_add(&t, i * STEP, 60000 - 20 * i);
        for (size_t x = 0; x < ARRAY_LEN(extra); x++)
            trend_add(&t, i * STEP + extra[x].ms, extra[x].count);
    }
    a = trend_read(&t, last.ms);
    b = trend_read(&plain, last.ms);
    assert_same_rate(&a, &b);
    assert_int_equal(a.lowest, last.count);
}

static void what_drains_has_a_time_with_a_range(void **state)
{
    struct trend_estimate e;
    struct last last;
    struct trend t;

    (void)state;
    last = start_draining(&t);
    e = trend_read(&t, last.ms);
    assert_int_equal(e.verdict, TREND_DRAINING);
    assert_true(fabs(e.rate.per_s + 10) < 1e-6);
    assert_true(e.rate.window_s > 0 && e.rate.window_s <= 60);
    assert_true(e.confidence > 0.9 && e.confidence <= 0.99);
    assert_true(fabs(e.eta_s - (double)last.count / 10) < 1e-3);
    assert_true(e.has_eta && e.has_eta_high);
    assert_true(e.eta_low_s < e.eta_s && e.eta_s < e.eta_high_s);
}

static void what_grows_has_no_end(void **state)
{
    struct trend_estimate e;
    struct last last;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    last = add_line(&t, 0, 31, 60000, 20);
    e = trend_read(&t, last.ms);
    assert_int_equal(e.verdict, TREND_GROWING);
    assert_true(fabs(e.rate.per_s - 10) < 1e-6);
    assert_true(e.confidence > 0.9);
    assert_false(e.has_eta || e.has_eta_high);
}

/* The time runs on between two samples, and stops at none. */
static void a_time_counts_down(void **state)
{
    struct trend_estimate first, later;
    struct last last;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    last = add_line(&t, 0, 31, 1600, -20); /* 100 s are left */
    first = trend_read(&t, last.ms);
    later = trend_read(&t, last.ms + 30000);
    assert_true(fabs(first.eta_s - later.eta_s - 30) < 1e-6);
    assert_true(fabs(first.eta_low_s - later.eta_low_s - 30) < 1e-6);
    assert_true(fabs(first.eta_high_s - later.eta_high_s - 30) < 1e-6);
    later = trend_read(&t, last.ms + 149000);
    assert_true(later.has_eta);
    assert_true(later.eta_s == 0 && later.eta_low_s == 0);
}

static void a_long_silence_forgets(void **state)
{
    struct trend_estimate e;
    struct last last;
    struct trend t;

    (void)state;
    last = start_draining(&t);
    assert_int_equal(trend_read(&t, last.ms + 150000).verdict, TREND_DRAINING);
    e = trend_read(&t, last.ms + 150001);
    assert_int_equal(e.verdict, TREND_UNKNOWN);
    assert_false(e.has_rate || e.has_eta);
    assert_int_equal(e.lowest, -1);
    trend_add(&t, last.ms + 150001, 70);
    e = trend_read(&t, last.ms + 150001);
    assert_int_equal(e.verdict, TREND_UNKNOWN);
    assert_false(e.has_rate);
    assert_int_equal(e.lowest, 70);
    assert_int_equal(e.highest, 70);
}

/* One answer a minute is no silence between two of them. */
static void a_silence_is_long_by_what_was_before(void **state)
{
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    for (int64_t i = 0; i <= 10; i++)
        trend_add(&t, i * 60000, 60000 - i * 6000);
    assert_true(trend_read(&t, 600000 + 240000).has_rate);
    assert_false(trend_read(&t, 600000 + 240001).has_rate);
}

static void nothing_left_is_empty(void **state)
{
    struct trend_estimate e;
    struct last last;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    last = add_line(&t, 0, 31, 600, -20);
    assert_int_equal(last.count, 0);
    e = trend_read(&t, last.ms);
    assert_int_equal(e.verdict, TREND_EMPTY);
    assert_true(e.has_rate && e.rate.per_s < 0);
    assert_false(e.has_eta);
    assert_true(e.confidence == 0);
}

/* Cached answers: what has not been seen to stay for a minute may have changed. */
static void a_count_that_stays_is_believed_late(void **state)
{
    struct trend_estimate e;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    add_line(&t, 0, 32, 777, 0); /* to 62 s */
    assert_false(trend_read(&t, 62000).has_rate);
    add_line(&t, 64000, 59, 777, 0); /* to 180 s */
    e = trend_read(&t, 180000);
    assert_true(e.has_rate);
    assert_true(e.rate.per_s == 0);
    assert_int_equal(e.verdict, TREND_UNKNOWN); /* ten might have gone at once */
    add_line(&t, 182000, 1, 777, 0);
    e = trend_read(&t, 182000);
    assert_int_equal(e.verdict, TREND_STEADY);
    assert_false(e.has_eta);
}

static void a_purge_starts_over(void **state)
{
    struct trend_estimate before, e;
    struct last last;
    struct trend t;

    (void)state;
    last = start_draining(&t);
    before = trend_read(&t, last.ms);
    trend_add(&t, last.ms + STEP, 100);
    e = trend_read(&t, last.ms + STEP);
    assert_same_rate(&e, &before);
    assert_true(e.jump_waits);
    assert_false(e.has_eta || e.has_eta_high);
    trend_add(&t, last.ms + 2 * STEP, 101);
    e = trend_read(&t, last.ms + 2 * STEP);
    assert_false(e.jump_waits || e.has_rate);
    assert_int_equal(e.verdict, TREND_UNKNOWN);
    assert_int_equal(e.highest, 101);
    add_line(&t, last.ms + 3 * STEP, 30, 111, 10);
    e = trend_read(&t, last.ms + 33 * STEP);
    assert_int_equal(e.verdict, TREND_GROWING);
    assert_true(fabs(e.rate.per_s - 5) < 0.5);
}

/* One that stays at its new value is no other than one that goes on. */
static void a_jump_is_confirmed_by_staying(void **state)
{
    struct last last;
    struct trend t;

    (void)state;
    last = start_draining(&t);
    trend_add(&t, last.ms + STEP, 0);
    trend_add(&t, last.ms + 2 * STEP, 0);
    assert_true(trend_read(&t, last.ms + 2 * STEP).jump_waits);
    trend_add(&t, last.ms + 3 * STEP, 0);
    assert_false(trend_read(&t, last.ms + 3 * STEP).jump_waits);
    assert_false(trend_read(&t, last.ms + 3 * STEP).has_rate);
}

static void an_outdated_answer_is_dropped(void **state)
{
    struct trend_estimate e, without;
    struct trend plain, t;
    struct last last;

    (void)state;
    last = start_draining(&plain);
    start_draining(&t);
    trend_add(&t, last.ms + STEP, 70000);
    assert_true(trend_read(&t, last.ms + STEP).jump_waits);
    trend_add(&t, last.ms + 2 * STEP, last.count - 40);
    trend_add(&plain, last.ms + 2 * STEP, last.count - 40);
    e = trend_read(&t, last.ms + 2 * STEP);
    without = trend_read(&plain, last.ms + 2 * STEP);
    assert_same_rate(&e, &without);
    assert_false(e.jump_waits);
    assert_true(e.has_eta);
    assert_true(e.eta_s == without.eta_s);
}

/* Two in a row that lie nowhere near each other are no new level. */
static void another_jump_confirms_none(void **state)
{
    struct trend_estimate e;
    struct last last;
    struct trend t;

    (void)state;
    last = start_draining(&t);
    trend_add(&t, last.ms + STEP, 1000000);
    trend_add(&t, last.ms + 2 * STEP, 10000);
    e = trend_read(&t, last.ms + 2 * STEP);
    assert_false(e.jump_waits);
    assert_true(e.has_rate); /* of all that was before */
    assert_int_equal(e.highest, 1000000);
}

static void jumps_that_come_often_are_traffic(void **state)
{
    struct last last;
    struct trend t;

    (void)state;
    last = start_draining(&t);
    add_line(&t, last.ms + STEP, 99, 500, -1); /* jumped 196 s before its last */
    trend_add(&t, last.ms + 100 * STEP, 60000);
    assert_false(trend_read(&t, last.ms + 100 * STEP).jump_waits);

    last = start_draining(&t);
    add_line(&t, last.ms + STEP, 101, 500, -1);
    trend_add(&t, last.ms + 102 * STEP, 60000);
    assert_true(trend_read(&t, last.ms + 102 * STEP).jump_waits);
}

static void a_swing_is_steady_between_its_levels(void **state)
{
    struct trend_estimate e;
    int64_t i;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    for (i = 0; i < 300; i++)
        trend_add(&t, i * STEP, 120 + 6 * (i % 20 < 10 ? i % 20 : 20 - i % 20));
    e = trend_read(&t, i * STEP);
    assert_int_equal(e.verdict, TREND_STEADY);
    assert_int_equal(e.lowest, 120);
    assert_int_equal(e.highest, 180);
}

static void the_largest_counts_are_counts(void **state)
{
    struct trend_estimate e;
    struct last last;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    last = add_line(&t, 0, 31, INT64_MAX, -((int64_t)1 << 57));
    e = trend_read(&t, last.ms);
    assert_int_equal(e.verdict, TREND_DRAINING);
    assert_true(fabs(e.eta_s - 68) < 1e-3); /* 2^63 is 64 times that: 60 s of 128 s have gone */
    assert_int_equal(e.highest, INT64_MAX);
    trend_init(&t, 10);
    add_line(&t, 0, 200, INT64_MAX, 0);
    assert_int_equal(trend_read(&t, 398000).verdict, TREND_STEADY);
}

static void samples_close_together_say_no_more_than_one(void **state)
{
    struct trend_estimate a, b;
    struct trend plain, t;
    struct last last;

    (void)state;
    last = start_draining(&plain);
    trend_init(&t, 10);
    for (int64_t i = 0; i <= last.ms / STEP; i++) {
        trend_add(&t, i * STEP, 60000 - 20 * i);
        if (i < last.ms / STEP)
            trend_add(&t, i * STEP + 499, 60000 - 20 * i - 30);
    }
    a = trend_read(&t, last.ms);
    b = trend_read(&plain, last.ms);
    assert_same_rate(&a, &b);
    trend_add(&t, last.ms + 500, last.count - 5);
    assert_true(trend_read(&t, last.ms + 500).rate.window_s > a.rate.window_s);
}

/* The same samples are less sure of a rate where more can come at once. */
static void batches_widen_the_interval(void **state)
{
    static const int64_t batches[] = {INT64_MIN, 0, 1, 10, 100, 101, INT64_MAX};
    double half[ARRAY_LEN(batches)];
    struct trend t, changed;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(batches); i++) {
        trend_init(&t, batches[i]);
        trend_init(&changed, 10);
        trend_set_batch(&changed, batches[i]);
        add_line(&t, 0, 31, 6000, -1);
        add_line(&changed, 0, 31, 6000, -1);
        half[i] = trend_read(&t, 60000).rate.half;
        assert_true(half[i] == trend_read(&changed, 60000).rate.half);
    }
    assert_true(half[0] == half[1] && half[1] == half[2]);
    assert_true(half[2] < half[3] && half[3] < half[4]);
    assert_true(half[4] == half[5] && half[5] == half[6]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_samples_nothing_is_known),
        cmocka_unit_test(a_rate_needs_two_points_some_seconds_apart),
        cmocka_unit_test(unknown_and_overtaken_samples_are_ignored),
        cmocka_unit_test(what_drains_has_a_time_with_a_range),
        cmocka_unit_test(what_grows_has_no_end),
        cmocka_unit_test(a_time_counts_down),
        cmocka_unit_test(a_long_silence_forgets),
        cmocka_unit_test(a_silence_is_long_by_what_was_before),
        cmocka_unit_test(nothing_left_is_empty),
        cmocka_unit_test(a_count_that_stays_is_believed_late),
        cmocka_unit_test(a_purge_starts_over),
        cmocka_unit_test(a_jump_is_confirmed_by_staying),
        cmocka_unit_test(an_outdated_answer_is_dropped),
        cmocka_unit_test(another_jump_confirms_none),
        cmocka_unit_test(jumps_that_come_often_are_traffic),
        cmocka_unit_test(a_swing_is_steady_between_its_levels),
        cmocka_unit_test(the_largest_counts_are_counts),
        cmocka_unit_test(samples_close_together_say_no_more_than_one),
        cmocka_unit_test(batches_widen_the_interval),
    };

    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
