/* Fitting columns needs no curses: the table is compiled in here, with drawing that only looks
 * where the cells go. */
#include "ui/widget/table.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int drawn_end;
static char sorted_head[40], digits[40], unit[40];
static int unit_col;

void draw_cell(struct rect r, int row, int col, int width, enum draw_align align, enum role role,
               const char *s)
{
    (void)row, (void)align;
    snprintf(digits, sizeof(digits), "%s", s);
    if (role == ROLE_COLUMN_SORT)
        snprintf(sorted_head, sizeof(sorted_head), "%s", s);
    assert_true(col >= drawn_end && width > 0);
    drawn_end = col + width;
    assert_true(drawn_end <= r.cols);
}

int draw_text(struct rect r, int row, int col, enum role role, const char *s)
{
    (void)r, (void)row, (void)role;
    snprintf(unit, sizeof(unit), "%s", s);
    unit_col = col;
    return (int)strlen(s);
}

void draw_fill(struct rect r, int row, int col, int cols, enum role role)
{
    (void)r, (void)row, (void)col, (void)cols, (void)role;
}

void draw_glyph(struct rect r, int row, int col, enum role role, enum glyph g)
{
    (void)r, (void)row, (void)col, (void)role, (void)g;
}

const char *glyph(enum glyph g)
{
    return g == GLYPH_ASCENDING ? "^" : "v";
}

enum role theme_select(enum role role, bool selected)
{
    (void)selected;
    return role;
}

static const struct column columns[] = {
    {"FL", 2, 0, 0, DRAW_LEFT, 1},      {"NAME", 0, 10, 0, DRAW_LEFT, 1},
    {"COUNT", 11, 0, 9, DRAW_RIGHT, 1}, {"RATE", 8, 0, 5, DRAW_RIGHT, 1},
    {"SIZE", 7, 0, 2, DRAW_RIGHT, 1},   {"AGE", 7, 0, 7, DRAW_RIGHT, 1},
};
enum { COUNT = ARRAY_LEN(columns), LEFT = 2 };

static struct table fit(int cols)
{
    static struct column shown[COUNT];
    struct table t = {.columns = shown, .n = COUNT, .left = LEFT};

    memcpy(shown, columns, sizeof(shown));
    table_fit(&t, cols);
    return t;
}

/* Screen columns to the end of the last column. */
static int find_end(const struct table *t)
{
    int end = LEFT - 1;

    for (int i = 0; i < COUNT; i++)
        end += t->columns[i].width ? t->columns[i].width + 1 : 0;
    return end;
}

static void a_wide_list_has_all_columns(void **state)
{
    struct table t = fit(100);

    (void)state;
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(t.columns[i].width, columns[i].width ? columns[i].width : 58);
    assert_int_equal(find_end(&t), 100);
}

/* From wide to narrow columns go in their order, and none comes back. */
static void columns_go_one_by_one(void **state)
{
    static const int order[] = {4, 3, 5, 2};
    int gone = 0;

    (void)state;
    for (int cols = 100; cols >= 0; cols--) {
        struct table t = fit(cols);

        while (gone < 4 && !t.columns[order[gone]].width)
            gone++;
        for (int i = 0; i < 4; i++)
            assert_int_equal(t.columns[order[i]].width == 0, i < gone);
        assert_true(cols < LEFT + 13 || t.columns[1].width >= 10);
        assert_true(cols < LEFT + 3 || find_end(&t) <= cols);
    }
    assert_int_equal(gone, 4);
}

static void heads_and_rows_stand_where_the_columns_do(void **state)
{
    static struct cell cells[COUNT];

    (void)state;
    for (int cols = LEFT + 3; cols < 120; cols++) {
        struct table t = fit(cols);
        struct rect r = {0, 0, 1, cols};

        drawn_end = LEFT;
        table_draw_head(&t, r, 0);
        assert_int_equal(drawn_end, find_end(&t));
        drawn_end = LEFT;
        table_draw_row(&t, r, 0, cells, cols % 2, true);
        assert_int_equal(drawn_end, find_end(&t));
    }
}

static void a_table_has_as_many_columns_as_there_are(void **state)
{
    struct column many[20];
    struct table t = {.columns = many, .n = ARRAY_LEN(many)};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(many); i++)
        many[i] = (struct column){"X", 3, 0, (int)i, DRAW_LEFT, 1};
    table_fit(&t, 4 * t.n - 1 - 8); /* two too narrow */
    for (size_t i = 0; i < ARRAY_LEN(many); i++)
        assert_int_equal(many[i].width, i == 1 || i == 2 ? 0 : 3);
}

static void the_sorted_column_has_an_arrow(void **state)
{
    struct table t = fit(100);
    struct rect r = {0, 0, 1, 100};

    (void)state;
    drawn_end = LEFT;
    sorted_head[0] = '\0';
    table_draw_head(&t, r, 0);
    assert_string_equal(sorted_head, "");
    t.sorted = 3;
    drawn_end = LEFT;
    table_draw_head(&t, r, 0);
    assert_string_equal(sorted_head, "^COUNT");
    t.sorted = 1; /* no room for both: the title gives way */
    t.descending = true;
    drawn_end = LEFT;
    table_draw_head(&t, r, 0);
    assert_string_equal(sorted_head, "Fv");
}

/* Whatever the size, its digits end and its unit begins in the same column. */
static void sizes_stand_in_line(void **state)
{
    static const struct {
        int64_t bytes;
        const char *digits, *unit;
    } cases[] = {{0, "0", "B"},         {999, "999", "B"},      {25700, "25.7", "kB"},
                 {136000, "136", "kB"}, {1400000, "1.4", "MB"}, {-1, "-", ""}};
    struct column sized[] = {{"SIZE", TABLE_SIZE_COLS, 0, 0, DRAW_LEFT, 1}};
    struct table t = {.columns = sized, .n = 1, .left = 3};

    (void)state;
    table_fit(&t, 20);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        drawn_end = 0;
        unit[0] = '\0';
        table_draw_size(&t, 0, (struct rect){0, 0, 1, 20}, 0, ROLE_TEXT, cases[i].bytes, false);
        assert_string_equal(digits, cases[i].digits);
        assert_string_equal(unit, cases[i].unit);
        assert_true(strlen(digits) <= TABLE_DIGITS);
        assert_true(!unit[0] || unit_col == 3 + TABLE_DIGITS + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wide_list_has_all_columns),
        cmocka_unit_test(columns_go_one_by_one),
        cmocka_unit_test(heads_and_rows_stand_where_the_columns_do),
        cmocka_unit_test(the_sorted_column_has_an_arrow),
        cmocka_unit_test(sizes_stand_in_line),
        cmocka_unit_test(a_table_has_as_many_columns_as_there_are),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
