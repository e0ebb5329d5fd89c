#include "base/text/text_line.h"
#include "tests/unit/parts/graph/graphkit.h"

static void the_top_is_the_least_round_number(void **state)
{
    static const struct {
        double most;
        enum graph_unit unit;
        double top;
    } cases[] = {
        {-1, GRAPH_COUNT, 0}, /* nothing is known */
        {0, GRAPH_COUNT, 1},
        {0.2, GRAPH_COUNT, 1},
        {1, GRAPH_COUNT, 1},
        {1.1, GRAPH_COUNT, 2},
        {3, GRAPH_COUNT, 4},
        {4.5, GRAPH_COUNT, 5},
        {6, GRAPH_COUNT, 10},
        {10, GRAPH_COUNT, 10},
        {11, GRAPH_COUNT, 20},
        {84210, GRAPH_COUNT, 100000},
        {100000, GRAPH_COUNT, 100000},
        {100001, GRAPH_COUNT, 200000},
        {1400000, GRAPH_BYTES, 2000000},
        {9007199254740992, GRAPH_COUNT, 1e16}, /* 2^53 */
        {9.3e18, GRAPH_COUNT, 1e19},
        {0, GRAPH_SPAN, SECOND},
        {12 * SECOND, GRAPH_SPAN, 15 * SECOND},
        {41 * MINUTE, GRAPH_SPAN, HOUR},
        {HOUR + 1, GRAPH_SPAN, 2 * HOUR},
        {13 * HOUR, GRAPH_SPAN, DAY},
        {2.1 * DAY, GRAPH_SPAN, 4.0 * DAY},
        {14.0 * DAY, GRAPH_SPAN, 20.0 * DAY},
    };

    static const int spans[] = {
        SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 20 * SECOND, 30 * SECOND,
        MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 20 * MINUTE, 30 * MINUTE,
        HOUR,   2 * HOUR,   3 * HOUR,   4 * HOUR,    6 * HOUR,    12 * HOUR,   DAY};

    (void)state;
    for (size_t i = 1; i < ARRAY_LEN(spans); i++) {
        double exact = graph_scale_top(spans[i], GRAPH_SPAN);
        double above = graph_scale_top(spans[i - 1] + 1, GRAPH_SPAN);

        assert_int_equal((int)exact, spans[i]);
        assert_int_equal((int)above, spans[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        double top = graph_scale_top(cases[i].most, cases[i].unit);

        assert_true(top >= cases[i].top && top <= cases[i].top);
    }
}

/* The labels from the floor up, each with its row: "0:0 2:50k 4:100k". */
static void expect_ticks(double top, int rows, enum graph_unit unit, const char *want)
{
    struct graph_scale s = graph_scale_make(top, rows, unit);
    char text[120] = "";
    struct text_line l = text_line(text, sizeof(text));

    for (int i = 0; i < s.n_ticks; i++)
        text_line_join(&l, " ", "%d:%s", s.ticks[i].row, s.ticks[i].label);
    assert_string_equal(text, want);
}

static void ticks_are_round_and_in_the_middle_of_a_row(void **state)
{
    (void)state;
    expect_ticks(100000, 4, GRAPH_COUNT, "0:0 2:50k 4:100k");
    expect_ticks(100000, 8, GRAPH_COUNT, "0:0 2:25k 4:50k 6:75k 8:100k");
    expect_ticks(100000, 12, GRAPH_COUNT, "0:0 3:25k 6:50k 9:75k 12:100k");
    expect_ticks(400, 6, GRAPH_COUNT, "0:0 3:200 6:400");
    expect_ticks(100000, 7, GRAPH_COUNT, "0:0 7:100k");   /* half of it lies in no row's middle */
    expect_ticks(500, 8, GRAPH_COUNT, "0:0 4:250 8:500"); /* 125 is not round */
    expect_ticks(5, 8, GRAPH_COUNT, "0:0 8:5");           /* nor is half a message */
    expect_ticks(400, 8, GRAPH_COUNT, "0:0 2:100 4:200 6:300 8:400");
    expect_ticks(404, 8, GRAPH_COUNT, "0:0 8:404"); /* 101, 202 */
    expect_ticks(2, 8, GRAPH_COUNT, "0:0 4:1 8:2");
    expect_ticks(1, 8, GRAPH_COUNT, "0:0 8:1");
    expect_ticks(1e16, 8, GRAPH_COUNT, "0:0 2:2.5P 4:5P 6:7.5P 8:10P");
    expect_ticks(1e19, 8, GRAPH_COUNT, "0:0 2:2.5E 4:5E 6:7.5E 8:10E");
    expect_ticks(2000000, 8, GRAPH_BYTES, "0:0B 2:500kB 4:1MB 6:1.5MB 8:2MB");
    expect_ticks(HOUR, 8, GRAPH_SPAN, "0:0s 2:15m 4:30m 6:45m 8:1h");
    expect_ticks(30 * MINUTE, 8, GRAPH_SPAN, "0:0s 4:15m 8:30m");
    expect_ticks(20.0 * DAY, 8, GRAPH_SPAN, "0:0s 2:5d 4:10d 6:15d 8:20d");
    expect_ticks(1000, 1, GRAPH_COUNT, "0:0 1:1k");
    expect_ticks(0, 8, GRAPH_COUNT, "0:0");
}

static void height_is_what_the_axis_says(void **state)
{
    struct graph_scale s = graph_scale_make(100000, 4, GRAPH_COUNT);

    (void)state;
    /* A tick means the middle of its row: 2 of 4 dots. */
    assert_int_equal(graph_scale_count(&s, 100000, 4), 14);
    assert_int_equal(graph_scale_count(&s, 50000, 4), 6);
    assert_int_equal(graph_scale_count(&s, 25000, 4), 2);
    /* Not taken for 50k. */
    assert_int_equal(graph_scale_count(&s, 43000, 4), 5);
    assert_int_equal(graph_scale_count(&s, 84210, 4), 11);
    assert_int_equal(graph_scale_count(&s, 0, 4), 0);
    assert_int_equal(graph_scale_count(&s, -1, 4), 0);
    assert_int_equal(graph_scale_count(&s, 1, 4), 1);
    assert_int_equal(graph_scale_count(&s, 0.001, 4), 1);
    assert_int_equal(graph_scale_count(&s, 1e30, 4), 16);
}

static void a_bare_row_fills_from_its_edge(void **state)
{
    struct graph_scale s = graph_scale_make_bare(10, 1);

    (void)state;
    assert_int_equal(s.n_ticks, 0);
    assert_int_equal(graph_scale_count(&s, 10, 7), 7);
    assert_int_equal(graph_scale_count(&s, 5, 7), 4);
    assert_int_equal(graph_scale_count(&s, 0.1, 7), 1);
    assert_int_equal(graph_scale_count(&s, 0, 7), 0);
    s = graph_scale_make_bare(0, 1);
    assert_int_equal(graph_scale_count(&s, 5, 7), 0);
}

static void a_line_is_in_the_row_of_its_value(void **state)
{
    struct graph_scale s = graph_scale_make(100000, 8, GRAPH_COUNT);

    (void)state;
    assert_int_equal(graph_scale_find_row(&s, 50000), 4);
    assert_int_equal(graph_scale_find_row(&s, 56000), 4);
    assert_int_equal(graph_scale_find_row(&s, 57000), 5);
    assert_int_equal(graph_scale_find_row(&s, 100000), 8);
    assert_int_equal(graph_scale_find_row(&s, 100001), 0);
    assert_int_equal(graph_scale_find_row(&s, 1), 1);
    assert_int_equal(graph_scale_find_row(&s, 0), 0);
    s = graph_scale_make_bare(100, 4); /* whose rows begin at their edge */
    assert_int_equal(graph_scale_find_row(&s, 1), 1);
    assert_int_equal(graph_scale_find_row(&s, 24.9), 1);
    assert_int_equal(graph_scale_find_row(&s, 25), 2);
    assert_int_equal(graph_scale_find_row(&s, 50), 3);
    assert_int_equal(graph_scale_find_row(&s, 99), 4);
    assert_int_equal(graph_scale_find_row(&s, 100), 4);
}

static void labels_are_short(void **state)
{
    static const struct {
        double value;
        enum graph_unit unit;
        const char *label;
    } cases[] = {
        {0, GRAPH_COUNT, "0"},
        {999, GRAPH_COUNT, "999"},
        {1000, GRAPH_COUNT, "1k"},
        {1200000, GRAPH_COUNT, "1.2M"},
        {43210, GRAPH_COUNT, "43.2k"},
        {999999, GRAPH_COUNT, "1M"},
        {999.4, GRAPH_COUNT, "999"},
        {999.5, GRAPH_COUNT, "1k"},
        {999500, GRAPH_COUNT, "1M"},
        {250000, GRAPH_BYTES, "250kB"},
        {90 * SECOND, GRAPH_SPAN, "90s"},
        {2471 * SECOND, GRAPH_SPAN, "41m11s"},
        {4.0 * DAY, GRAPH_SPAN, "4d"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char label[GRAPH_LABEL_BYTES];

        graph_scale_print(label, cases[i].value, cases[i].unit);
        assert_string_equal(label, cases[i].label);
    }
}

static void what_is_too_large_for_a_number_is_the_largest(void **state)
{
    char label[GRAPH_LABEL_BYTES];

    (void)state;
    assert_true(graph_round(0.9) == 0);
    assert_true(graph_round(9007199254740992.0) == INT64_C(9007199254740992));
    assert_true(graph_round((double)INT64_MAX) == INT64_MAX);
    assert_true(graph_round(1e300) == INT64_MAX);
    graph_scale_print(label, 1e300, GRAPH_SPAN);
    assert_string_equal(label, "999999d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_top_is_the_least_round_number),
        cmocka_unit_test(ticks_are_round_and_in_the_middle_of_a_row),
        cmocka_unit_test(height_is_what_the_axis_says),
        cmocka_unit_test(a_bare_row_fills_from_its_edge),
        cmocka_unit_test(a_line_is_in_the_row_of_its_value),
        cmocka_unit_test(labels_are_short),
        cmocka_unit_test(what_is_too_large_for_a_number_is_the_largest),
    };

    return cmocka_run_group_tests_name("graph scale", tests, NULL, NULL);
}
