#include "tests/unit/parts/graph/graphkit.h"

enum { N = 12 };

static void check(const double *values, enum graph_signs signs, int turned_from,
                  const char *want_signs, const char *want_kinds)
{
    struct graph_cell cells[N];
    static struct row_text text;

    graph_spark(values, N, signs, turned_from, cells);
    print_cells(&text, cells, N);
    assert_string_equal(text.signs, want_signs);
    assert_string_equal(text.kinds, want_kinds);
}

static void each_is_as_high_as_it_is_of_the_highest(void **state)
{
    static const double ramp[N] = {0, 1, 10, 20, 30, 40, 50, 60, 70, 70, 35, 0};

    (void)state;
    check(ramp, GRAPH_BRAILLE, N, ".▁▁▂▃▄▅▆▇▇▄.", "0dddddddddd0");
    check(ramp, GRAPH_BLOCKS, N, ".▁▁▂▃▄▅▆▇▇▄.", "0dddddddddd0");
    check(ramp, GRAPH_ASCII, N, ".::-=+*#@@+.", "0dddddddddd0");
}

static void what_is_not_known_is_blank(void **state)
{
    static const double gap[N] = {-1, -1, 70, 70, -1, 0, 70, 70, 70, -1, 70, -1};

    (void)state;
    check(gap, GRAPH_BLOCKS, N, "  ▇▇ .▇▇▇ ▇", "  dd 0ddd d");
}

static void of_what_was_never_measured_it_says_so(void **state)
{
    static const double none[N] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

    (void)state;
    check(none, GRAPH_BLOCKS, N, "-", "????????????");
}

static void one_message_is_no_tower(void **state)
{
    static const double few[N] = {0, 1, 2, 3, 4, 3, 2, 1, 0, 0, 0, 0};

    (void)state;
    check(few, GRAPH_BLOCKS, N, ".▁▂▃▄▃▂▁....", "0ddddddd0000");
}

static void all_alike_is_one_row_and_never_a_full_one(void **state)
{
    static const double flat[N] = {9e15, 9e15, 9e15, 9e15, 9e15, 9e15,
                                   9e15, 9e15, 9e15, 9e15, 9e15, 9e15};

    (void)state;
    check(flat, GRAPH_BLOCKS, 7, "▇▇▇▇▇▇▇▇▇▇▇▇", "dddddddttttt");
}

static void nothing_but_zero(void **state)
{
    static const double zero[N] = {0};

    (void)state;
    check(zero, GRAPH_BLOCKS, 0, "............", "000000000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_as_high_as_it_is_of_the_highest),
        cmocka_unit_test(what_is_not_known_is_blank),
        cmocka_unit_test(of_what_was_never_measured_it_says_so),
        cmocka_unit_test(one_message_is_no_tower),
        cmocka_unit_test(all_alike_is_one_row_and_never_a_full_one),
        cmocka_unit_test(nothing_but_zero),
    };

    return cmocka_run_group_tests_name("graph spark", tests, NULL, NULL);
}
