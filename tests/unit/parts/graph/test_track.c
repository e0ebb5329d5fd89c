#include "tests/unit/parts/graph/graphkit.h"

#include <math.h>

static struct graph_track track;

/* Ten columns of a minute, the last of them the one that NOW is in. */
static int64_t begin(void)
{
    struct graph_window w = graph_window_make(NOW, 0, 10 * MINUTE, 10);

    graph_track_begin(&track, &w);
    return w.start_ms;
}

static void check_value(double value, double want)
{
    assert_true(value >= want && value <= want);
}

static void expect_columns(const double *want)
{
    double values[10];

    graph_track_copy(&track, values);
    for (int i = 0; i < 10; i++)
        check_value(values[i], want[i]);
}
#define EXPECT_COLUMNS(...) expect_columns((const double[10]){__VA_ARGS__})

static void what_nobody_said_is_unknown(void **state)
{
    struct graph_extent extent;

    (void)state;
    begin();
    graph_track_add_sample(&track, NOW - MINUTE, -1.0);
    graph_track_add_sample(&track, NOW - MINUTE, NAN);
    graph_track_add_row(&track, NOW - 2 * MINUTE, MINUTE, -1.0);
    graph_track_add_row(&track, NOW - 2 * MINUTE, MINUTE, NAN);
    graph_track_end(&track, HOUR);
    EXPECT_COLUMNS(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    assert_false(graph_track_measure(&track, &extent));
    assert_int_equal(graph_track_find_seam(&track), -1);
    check_value(graph_track_read(&track, -1), -1);
    check_value(graph_track_read(&track, 10), -1);
}

static void samples_of_half_a_column_are_its_mean(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start, 10.0);
    graph_track_add_sample(&track, start + 29999, 20.0);
    graph_track_add_sample(&track, start + 30000, 4.0);
    graph_track_end(&track, 0);
    check_value(track.values[0], 15.0);
    check_value(track.values[1], 4.0);
    EXPECT_COLUMNS(9.5, -1, -1, -1, -1, -1, -1, -1, -1, -1);
}

static void half_a_column_may_be_known(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start, 3.0);
    graph_track_add_sample(&track, start + MINUTE + 30000, 5.0);
    graph_track_end(&track, 0);
    EXPECT_COLUMNS(3, 5, -1, -1, -1, -1, -1, -1, -1, -1);
}

static void a_zero_is_known(void **state)
{
    struct graph_extent extent;
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start, 0.0);
    graph_track_add_row(&track, start + MINUTE, MINUTE, 0.0);
    graph_track_end(&track, 0);
    EXPECT_COLUMNS(0, 0, -1, -1, -1, -1, -1, -1, -1, -1);
    assert_true(graph_track_measure(&track, &extent));
    check_value(extent.most, 0.0);
}

static void a_sample_holds_for_a_while(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start + 59000, 7.0);
    graph_track_add_sample(&track, start + 6 * MINUTE, 2.0);
    graph_track_end(&track, 2 * MINUTE);
    EXPECT_COLUMNS(7, 7, 7, -1, -1, -1, 2, 2, -1, -1);
    graph_track_end(&track, 0);
    EXPECT_COLUMNS(7, -1, -1, -1, -1, -1, 2, -1, -1, -1);
}

static void what_came_before_holds_into_the_window(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start - HOUR, 1.0);
    graph_track_add_sample(&track, start - 1000, 8.0);
    graph_track_end(&track, 2 * MINUTE);
    EXPECT_COLUMNS(8, 8, -1, -1, -1, -1, -1, -1, -1, -1);
    graph_track_end(&track, 1000);
    EXPECT_COLUMNS(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
}

/* To the ms at which a half column begins. */
static void a_sample_holds_to_its_end(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start, 7.0);
    graph_track_end(&track, 2 * MINUTE);
    EXPECT_COLUMNS(7, 7, -1, -1, -1, -1, -1, -1, -1, -1);
    graph_track_end(&track, 2 * MINUTE + 1);
    check_value(track.values[4], 7.0);
    check_value(track.values[5], -1.0);
}

/* And into the half that begins now. */
static void a_sample_holds_until_now(void **state)
{
    struct graph_window w = graph_window_make(NOON + 30000, 0, 10 * MINUTE, 10);

    (void)state;
    graph_track_begin(&track, &w);
    graph_track_add_sample(&track, NOON, 6.0);
    graph_track_end(&track, HOUR);
    check_value(track.values[19], 6.0);
}

static void the_widest_window_takes_what_reaches_beyond_it(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, GRAPH_COLUMNS * MINUTE, GRAPH_COLUMNS);
    int64_t end = w.start_ms + GRAPH_COLUMNS * MINUTE;
    static double values[GRAPH_COLUMNS];

    (void)state;
    graph_track_begin(&track, &w);
    graph_track_add_row(&track, w.start_ms - HOUR, 2 * HOUR, 3.0);
    graph_track_add_row(&track, end - MINUTE, HOUR, 5.0);
    graph_track_add_sample(&track, end, 9.0);
    graph_track_end(&track, 0);
    graph_track_copy(&track, values);
    for (int i = 0; i < GRAPH_COLUMNS; i++)
        check_value(values[i], i < 60 ? 3 : i < GRAPH_COLUMNS - 1 ? -1 : 5);
}

/* What is to come is not known, though the column has begun. */
static void nothing_holds_into_the_future(void **state)
{
    struct graph_window w = graph_window_make(NOON + 5000, 0, 10 * MINUTE, 10);

    (void)state;
    graph_track_begin(&track, &w);
    graph_track_add_sample(&track, NOON, 6.0);
    graph_track_add_sample(&track, NOON + HOUR, 6.0); /* a clock that was set back */
    graph_track_end(&track, HOUR);
    check_value(track.values[18], 6.0);
    check_value(track.values[19], -1.0);
}

static void history_counts_by_the_time_it_covers(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_row(&track, start + 3 * MINUTE, 2 * MINUTE, 30.0);
    graph_track_add_row(&track, start - MINUTE, MINUTE + 15000, 4.0); /* 15 s of it in the window */
    graph_track_add_row(&track, start + 15000, 15000, 8.0);
    graph_track_add_row(&track, start + 9 * MINUTE + 30000, HOUR, 5.0);
    graph_track_add_row(&track, start - HOUR, HOUR, 99.0);
    graph_track_add_row(&track, start + HOUR, HOUR, 99.0);
    graph_track_end(&track, HOUR);
    check_value(track.values[0], 6.0);
    check_value(track.values[1], -1.0);
    EXPECT_COLUMNS(6, -1, -1, 30, 30, -1, -1, -1, -1, 5);
}

static void short_steps_are_averaged(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, HOUR, 12); /* columns of 5 minutes */

    (void)state;
    graph_track_begin(&track, &w);
    for (int i = 0; i < 5; i++)
        graph_track_add_row(&track, w.start_ms + i * MINUTE, MINUTE, i);
    graph_track_end(&track, 0);
    check_value(track.values[0], 0.8); /* 0, 1, and half of 2, in 2.5 minutes */
    check_value(graph_track_read(&track, 0), 2.0);
}

static void samples_count_where_there_are_some(void **state)
{
    int64_t start = begin();

    (void)state;
    for (int i = 0; i < 10; i++)
        graph_track_add_row(&track, start + i * MINUTE, MINUTE, 50.0);
    graph_track_add_sample(&track, start + 4 * MINUTE, 60.0);
    graph_track_add_sample(&track, start + 8 * MINUTE, 70.0);
    graph_track_end(&track, MINUTE);
    EXPECT_COLUMNS(50, 50, 50, 50, 60, 50, 50, 50, 70, 50);
    assert_int_equal(graph_track_find_seam(&track), start + 4 * MINUTE);
}

static void there_is_a_seam_only_between_two(void **state)
{
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start + MINUTE, 1.0);
    assert_int_equal(graph_track_find_seam(&track), -1);
    graph_track_add_row(&track, start + 2 * MINUTE, MINUTE, 1.0); /* in a gap, later */
    assert_int_equal(graph_track_find_seam(&track), -1);
    graph_track_add_row(&track, start, MINUTE, 1.0);
    assert_int_equal(graph_track_find_seam(&track), start + MINUTE);
    begin();
    graph_track_add_row(&track, start, MINUTE, 1.0);
    assert_int_equal(graph_track_find_seam(&track), -1);
}

static void the_extent_is_of_what_is_shown(void **state)
{
    struct graph_extent extent;
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start - HOUR, 1000.0);
    graph_track_add_sample(&track, start, 9007199254740992.0);
    graph_track_add_sample(&track, start + 2 * MINUTE, 3.0);
    graph_track_add_sample(&track, start + 5 * MINUTE, 12.0);
    graph_track_end(&track, 0);
    assert_true(graph_track_measure(&track, &extent));
    check_value(extent.least, 3.0);
    check_value(extent.most, 9007199254740992.0);
    check_value(extent.last, 12.0);
}

static void the_extent_is_not_of_means(void **state)
{
    struct graph_extent extent;
    int64_t start = begin();

    (void)state;
    graph_track_add_row(&track, start, MINUTE, 50.0);
    graph_track_add_sample(&track, start + 2 * MINUTE, 10.0);
    graph_track_add_sample(&track, start + 2 * MINUTE + 1000, 90.0);
    graph_track_end(&track, 0);
    EXPECT_COLUMNS(50, -1, 50, -1, -1, -1, -1, -1, -1, -1);
    assert_true(graph_track_measure(&track, &extent));
    check_value(extent.least, 10.0);
    check_value(extent.most, 90.0);
    check_value(extent.last, 90.0);
}

static void what_is_held_is_in_the_extent(void **state)
{
    struct graph_extent extent;
    int64_t start = begin();

    (void)state;
    graph_track_add_sample(&track, start - 1000, 4.0);
    graph_track_end(&track, MINUTE);
    assert_true(graph_track_measure(&track, &extent));
    check_value(extent.least, 4.0);
    check_value(extent.most, 4.0);
    check_value(extent.last, 4.0);
}

/* While time moves on within a column no value of those before it changes. */
static void columns_that_are_over_stay(void **state)
{
    double first[10], later[10];

    (void)state;
    for (int64_t now = NOW; now < NOW + 29000; now += 1000) {
        struct graph_window w = graph_window_make(now, 0, 10 * MINUTE, 10);

        graph_track_begin(&track, &w);
        for (int64_t ms = NOW - 20 * MINUTE; ms <= now; ms += 2000)
            graph_track_add_sample(&track, ms, (double)(ms / 1000 % 97));
        graph_track_end(&track, 4000);
        graph_track_copy(&track, now == NOW ? first : later);
        for (int i = 0; now > NOW && i < 9; i++)
            check_value(later[i], first[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_said_is_unknown),
        cmocka_unit_test(samples_of_half_a_column_are_its_mean),
        cmocka_unit_test(half_a_column_may_be_known),
        cmocka_unit_test(a_zero_is_known),
        cmocka_unit_test(a_sample_holds_for_a_while),
        cmocka_unit_test(what_came_before_holds_into_the_window),
        cmocka_unit_test(a_sample_holds_to_its_end),
        cmocka_unit_test(a_sample_holds_until_now),
        cmocka_unit_test(the_widest_window_takes_what_reaches_beyond_it),
        cmocka_unit_test(nothing_holds_into_the_future),
        cmocka_unit_test(history_counts_by_the_time_it_covers),
        cmocka_unit_test(short_steps_are_averaged),
        cmocka_unit_test(samples_count_where_there_are_some),
        cmocka_unit_test(there_is_a_seam_only_between_two),
        cmocka_unit_test(the_extent_is_of_what_is_shown),
        cmocka_unit_test(the_extent_is_not_of_means),
        cmocka_unit_test(what_is_held_is_in_the_extent),
        cmocka_unit_test(columns_that_are_over_stay),
    };

    return cmocka_run_group_tests_name("graph track", tests, NULL, NULL);
}
