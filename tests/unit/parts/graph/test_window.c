#include "tests/unit/parts/graph/graphkit.h"

static void a_column_is_the_shortest_that_reaches(void **state)
{
    static const struct {
        int64_t range_ms;
        int columns;
        int64_t column_ms;
    } cases[] = {
        {HOUR, 60, MINUTE},
        {HOUR, 59, 2 * MINUTE},
        {HOUR, 90, MINUTE}, /* an hour and a half */
        {HOUR, 12, 5 * MINUTE},
        {HOUR, 30, 2 * MINUTE},
        {3 * HOUR, 60, 3 * MINUTE},
        {6 * HOUR, 120, 3 * MINUTE},
        {15 * MINUTE, 60, 15 * SECOND},
        {15 * MINUTE, 500, 2 * SECOND},
        {MINUTE, 60, SECOND},
        {14 * (int64_t)DAY, 60, 6 * HOUR},
        {14 * (int64_t)DAY, 30, 12 * HOUR},
        {14 * (int64_t)DAY, 14, DAY},
        {14 * (int64_t)DAY, 2, DAY}, /* as far as it goes */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct graph_window w = graph_window_make(NOW, 0, cases[i].range_ms, cases[i].columns);

        assert_int_equal(w.column_ms, cases[i].column_ms);
        assert_int_equal(w.columns, cases[i].columns);
        assert_int_equal(w.start_ms % cases[i].column_ms, 0);
        assert_int_equal(graph_window_find(&w, NOW), cases[i].columns - 1);
    }
}

static void every_length_reaches_to_its_end(void **state)
{
    static const int lengths[] = {SECOND,      2 * SECOND,  5 * SECOND,  10 * SECOND, 15 * SECOND,
                                  20 * SECOND, 30 * SECOND, MINUTE,      2 * MINUTE,  3 * MINUTE,
                                  5 * MINUTE,  6 * MINUTE,  10 * MINUTE, 15 * MINUTE, 20 * MINUTE,
                                  30 * MINUTE, HOUR,        2 * HOUR,    3 * HOUR,    6 * HOUR,
                                  12 * HOUR,   DAY};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        int64_t range = 60 * (int64_t)lengths[i];
        size_t longer = i + 1 < ARRAY_LEN(lengths) ? i + 1 : i;

        assert_int_equal(graph_window_make(NOW, 0, range, 60).column_ms, lengths[i]);
        assert_int_equal(graph_window_make(NOW, 0, range + 1, 60).column_ms, lengths[longer]);
    }
}

static void the_number_of_columns_is_bounded(void **state)
{
    (void)state;
    assert_int_equal(graph_window_make(NOW, 0, HOUR, 100000).columns, GRAPH_COLUMNS);
    assert_int_equal(graph_window_make(NOW, 0, HOUR, 0).columns, 1);
    assert_int_equal(graph_window_make(NOW, 0, HOUR, -7).columns, 1);
}

static void columns_stand_still_until_the_next_begins(void **state)
{
    int64_t minute = NOON + 4 * MINUTE;

    (void)state;
    for (int64_t ms = minute; ms < minute + MINUTE; ms += 999) {
        struct graph_window w = graph_window_make(ms, 0, HOUR, 60);

        assert_int_equal(w.start_ms, minute - 59 * MINUTE);
    }
    assert_int_equal(graph_window_make(minute + MINUTE, 0, HOUR, 60).start_ms,
                     minute - 58 * MINUTE);
}

static void a_time_is_in_the_column_that_began_before_it(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, HOUR, 60);

    (void)state;
    assert_int_equal(graph_window_time(&w, 0), NOON - 55 * MINUTE);
    assert_int_equal(graph_window_find(&w, NOON - 55 * MINUTE), 0);
    assert_int_equal(graph_window_find(&w, NOON - 54 * MINUTE - 1), 0);
    assert_int_equal(graph_window_find(&w, NOON - 54 * MINUTE), 1);
    assert_int_equal(graph_window_find(&w, NOON - 55 * MINUTE - 1), -1);
    assert_int_equal(graph_window_find(&w, NOON + 5 * MINUTE - 1), 59);
    assert_int_equal(graph_window_find(&w, NOON + 5 * MINUTE), -1);
}

/* Half an hour off: what is a whole hour there is none of UTC. */
static void columns_follow_the_clock_that_is_shown(void **state)
{
    int64_t zone = 5 * HOUR + 30 * MINUTE;
    struct graph_window w = graph_window_make(NOW, zone, 3 * (int64_t)DAY, 72);

    (void)state;
    assert_int_equal(w.column_ms, HOUR);
    assert_int_equal((w.start_ms + zone) % HOUR, 0);
    assert_int_equal(graph_window_time(&w, 71), NOON - 30 * MINUTE);
    w = graph_window_make(NOW, -3 * HOUR, 3 * (int64_t)DAY, 3);
    assert_int_equal(graph_window_time(&w, 2), NOON - 9 * HOUR);
}

static void a_window_may_begin_before_1970(void **state)
{
    struct graph_window w = graph_window_make(1000, 0, HOUR, 60);

    (void)state;
    assert_int_equal(w.start_ms, -59 * MINUTE);
    assert_int_equal(graph_window_find(&w, -1), 58);
    w = graph_window_make(1000, -2000, HOUR, 60);
    assert_int_equal(graph_window_time(&w, 59), 2000 - MINUTE);
}

static void ranges_go_from_15_minutes_to_14_days(void **state)
{
    static const int64_t ranges[] = {15 * MINUTE,      30 * MINUTE,      HOUR, 3 * HOUR,
                                     6 * HOUR,         12 * HOUR,        DAY,  3 * (int64_t)DAY,
                                     7 * (int64_t)DAY, 14 * (int64_t)DAY};
    int64_t range = HOUR;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
        assert_int_equal(graph_range_step(ranges[i], 0), ranges[i]);
        assert_int_equal(graph_range_step(ranges[0], (int)i), ranges[i]);
        assert_int_equal(graph_range_step(ranges[9], (int)i - 9), ranges[i]);
    }
    assert_int_equal(graph_range_step(range, 1), 3 * HOUR);
    assert_int_equal(graph_range_step(range, -1), 30 * MINUTE);
    assert_int_equal(graph_range_step(range, -100), 15 * MINUTE);
    assert_int_equal(graph_range_step(range, INT32_MIN), 15 * MINUTE);
    assert_int_equal(graph_range_step(range, INT32_MAX), 14 * (int64_t)DAY);
    assert_int_equal(graph_range_step(15 * MINUTE, -1), 15 * MINUTE);
    assert_int_equal(graph_range_step(14 * (int64_t)DAY, 1), 14 * (int64_t)DAY);
    assert_int_equal(graph_range_step(20 * MINUTE, 0), 30 * MINUTE); /* one that there is */
    for (int i = 0; i < 3; i++)
        range = graph_range_step(range, 1);
    assert_int_equal(range, 12 * HOUR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_the_shortest_that_reaches),
        cmocka_unit_test(every_length_reaches_to_its_end),
        cmocka_unit_test(the_number_of_columns_is_bounded),
        cmocka_unit_test(columns_stand_still_until_the_next_begins),
        cmocka_unit_test(a_time_is_in_the_column_that_began_before_it),
        cmocka_unit_test(columns_follow_the_clock_that_is_shown),
        cmocka_unit_test(a_window_may_begin_before_1970),
        cmocka_unit_test(ranges_go_from_15_minutes_to_14_days),
    };

    return cmocka_run_group_tests_name("graph window", tests, NULL, NULL);
}
