/* Fitting columns needs no curses: it is compiled in here, with a cell drawn on a counter. */
#include "ui/columns.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int drawn_end;

void draw_cell(struct rect r, int row, int col, int width, enum draw_align align, enum role role,
               const char *s)
{
    (void)row, (void)align, (void)role, (void)s;
    assert_true(col >= drawn_end && width > 0);
    drawn_end = col + width;
    assert_true(drawn_end <= r.cols);
}

static const struct column columns[] = {
    {"FL", 2, 0, 0, DRAW_LEFT},    {"NAME", 0, 10, 0, DRAW_LEFT}, {"COUNT", 11, 0, 9, DRAW_RIGHT},
    {"RATE", 8, 0, 5, DRAW_RIGHT}, {"SIZE", 7, 0, 2, DRAW_RIGHT}, {"AGE", 7, 0, 7, DRAW_RIGHT},
};
enum { COUNT = sizeof columns / sizeof columns[0] };

static int sum(const int *widths)
{
    int total = -1;

    for (int i = 0; i < COUNT; i++)
        total += widths[i] ? widths[i] + 1 : 0;
    return total;
}

static void a_wide_list_has_all_columns(void **state)
{
    int widths[COLUMNS_MAX];

    (void)state;
    columns_fit(columns, COUNT, 100, widths);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(widths[i], columns[i].width ? columns[i].width : 60);
    assert_int_equal(sum(widths), 100);
}

/* From wide to narrow columns go in their order, and none comes back. */
static void columns_go_one_by_one(void **state)
{
    static const int order[] = {4, 3, 5, 2};
    int widths[COLUMNS_MAX], gone = 0;

    (void)state;
    for (int cols = 100; cols >= 0; cols--) {
        columns_fit(columns, COUNT, cols, widths);
        while (gone < 4 && !widths[order[gone]])
            gone++;
        for (int i = 0; i < 4; i++)
            assert_int_equal(widths[order[i]] == 0, i < gone);
        assert_int_equal(widths[0], 2);
        assert_true(cols < 13 || widths[1] >= 10);
        if (cols >= 3)
            assert_true(sum(widths) <= cols);
    }
    assert_int_equal(gone, 4);
}

static void heads_stand_where_the_columns_do(void **state)
{
    int widths[COLUMNS_MAX];

    (void)state;
    for (int cols = 4; cols < 120; cols++) {
        drawn_end = 0;
        columns_fit(columns, COUNT, cols, widths);
        columns_draw_head(columns, COUNT, widths, (struct rect){0, 0, 1, cols}, 0, 0);
        assert_int_equal(drawn_end, sum(widths));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wide_list_has_all_columns),
        cmocka_unit_test(columns_go_one_by_one),
        cmocka_unit_test(heads_stand_where_the_columns_do),
    };

    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
