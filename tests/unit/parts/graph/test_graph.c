/* Whole graphs, cell by cell. */
#include "tests/unit/parts/graph/graphkit.h"

static struct graph_track track;

/* As on the first screen: an hour of which three minutes are not known, and it grows since 11:30.
 */
static struct graph start_growing(void)
{
    struct graph g = start(&track, 60);

    add_rows(&track, 0, 10, 43000, 0);
    add_rows(&track, 13, 12, 43000, 0);
    add_rows(&track, 25, 35, 43000, 1210);
    graph_track_end(&track, 0);
    g.is_turned = true;
    g.turn_ms = NOON - 30 * MINUTE;
    return g;
}

static void the_graph_of_the_first_screen(void **state)
{
    struct graph g = start_growing();

    (void)state;
    check_rows(&g, "  100k┤\n"
                   "      │                                            ⣀⣀⣀⣀⣀⣤⣤⣤⣤⣤⣤⣶⣶⣶⣶⣶\n"
                   "   50k┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀   ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣤⣤⣤⣤⣤⣶⣶⣶⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿   ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:10  ──┬11:20────▲11:30────┬11:40────┬11:50────┬12:00\n");
    check_kinds(&g, 1, "      -                                            tttttttttttttttt");
    check_kinds(&g, 4, "     l-------lllll  ---lllll----TTTTTT-----lllll-----lllll-----lllll");
}

/* clang-format off */
static const char wide[] =
    "  100k┤\n"
    "      │                                                                                        ⣀⣀\n"
    "   75k┤                                                                              ⣀⣀⣀⣤⣤⣶⣶⣶⣿⣿⣿⣿\n"
    "      │ alert 50k                                                          ⣀⣀⣤⣤⣤⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
    "   50k┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⣀⣀⣀⣤⣤⣤⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
    "      │⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶   ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
    "   25k┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿   ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
    "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿   ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
    "     0┼─────┬─────────┬────   ──┬─────────┬─────────┬─────────▲─────────┬─────────┬─────────┬────\n"
    "          10:40     10:50     11:00     11:10     11:20 11:30 turned  11:40     11:50     12:00\n";
/* clang-format on */

static void a_wide_one_with_labels_below(void **state)
{
    static const struct graph_threshold alert = {50000, "alert"};
    struct graph g = start(&track, 90);

    (void)state;
    add_rows(&track, 0, 20, 41870, 0);
    add_rows(&track, 23, 32, 43000, 0);
    add_rows(&track, 55, 35, 43000, 1210);
    graph_track_end(&track, 0);
    g.rows = 8;
    g.labels = GRAPH_LABELS_BELOW;
    g.is_turned = true;
    g.turn_ms = NOON - 30 * MINUTE;
    g.thresholds = &alert;
    g.n_thresholds = 1;
    check_rows(&g, wide);
    check_kinds(&g, 3,
                "      - hhhhhhhhh                                                          "
                "tttttttttttttttttttttt");
    check_kinds(&g, 4,
                "   "
                "lll-"
                "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhttttttttttttttttttttttttt"
                "tttttttt");
    check_kinds(&g, 9,
                "          lllll     lllll     lllll     lllll     lllll TTTTTTTTTTTT  lllll     "
                "lllll     lllll");
}

static void a_small_one(void **state)
{
    struct graph g = start(&track, 32);

    (void)state;
    add_rows(&track, 0, 16, 10, 1);
    add_rows(&track, 16, 16, 26, -1.5);
    graph_track_end(&track, 0);
    g.rows = 6;
    g.left = 5;
    g.labels = GRAPH_LABELS_BELOW;
    check_rows(&g, "  40┤\n"
                   "    │\n"
                   "    │               ⣀⣤⣀\n"
                   "  20┤        ⣀⣀⣤⣶⣶⣿⣿⣿⣿⣿⣿⣶⣤⣀\n"
                   "    │ ⣀⣀⣤⣤⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣶⣤⣤⣀\n"
                   "    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣶⣤⣀⣀\n"
                   "   0┼───────┬─────────┬─────────┬────\n"
                   "          11:40     11:50     12:00\n");
}

static void in_blocks_and_in_ascii(void **state)
{
    struct graph g = start_growing();

    (void)state;
    g.signs = GRAPH_BLOCKS;
    check_rows(&g, "  100k┤\n"
                   "      │                                           ▁▁▂▂▂▃▃▃▄▄▅▅▅▆▆▇▇\n"
                   "   50k┤▂▂▂▂▂▂▂▂▂▂   ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▃▃▃▄▄▄▅▅▆▆▆▇▇████████████████████\n"
                   "      │██████████   ███████████████████████████████████████████████\n"
                   "     0┼─────┬11:10  ──┬11:20────▲11:30────┬11:40────┬11:50────┬12:00\n");
    g.signs = GRAPH_ASCII;
    check_rows(&g, "  100k|\n"
                   "      |                                               ::::::::::###\n"
                   "   50k|                          ::::::::::########################\n"
                   "      |##########   ###############################################\n"
                   "     0+-----+11:10  --+11:20----^11:30----+11:40----+11:50----+12:00\n");
}

static void fewer_than_three_rows_are_blocks(void **state)
{
    struct graph g = start_growing();

    (void)state;
    g.rows = 2;
    check_rows(&g, "  100k┤                                                       ▁▁▁▁▁\n"
                   "      │▃▃▃▃▃▃▃▃▃▃   ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▄▄▄▄▄▅▅▅▅▅▆▆▆▆▆▇▇▇▇▇███████████\n"
                   "     0┼─────┬11:10  ──┬11:20────▲11:30────┬11:40────┬11:50────┬12:00\n");
    g.rows = 3;
    check_rows(&g, "  100k┤\n"
                   "      │                                   ⣀⣀⣀⣀⣀⣀⣀⣤⣤⣤⣤⣤⣤⣤⣶⣶⣶⣶⣶⣶⣿⣿⣿⣿⣿\n"
                   "      │⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶   ⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:10  ──┬11:20────▲11:30────┬11:40────┬11:50────┬12:00\n");
}

static void where_nothing_is_known_there_is_no_ink(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    graph_track_end(&track, 0);
    check_rows(&g, "      │\n"
                   "      │\n"
                   "      │\n"
                   "      │\n"
                   "     0┼     ┬11:30    ┬11:40    ┬11:50    ┬12:00\n");
}

static void one_sample_is_half_a_column(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    graph_track_add_sample(&track, NOW, 5);
    graph_track_end(&track, 4000);
    check_rows(&g, "     5┤                                       ⢠\n"
                   "      │                                       ⢸\n"
                   "      │                                       ⢸\n"
                   "      │                                       ⢸\n"
                   "     0┼     ┬11:30    ┬11:40    ┬11:50    ┬12:00\n");
}

static void a_known_zero_is_a_dot_on_the_floor(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 15, 0, 0);
    add_rows(&track, 20, 5, 3, 0);
    add_rows(&track, 25, 15, 0, 0);
    graph_track_end(&track, 0);
    check_rows(&g, "     4┤\n"
                   "      │                    ⣤⣤⣤⣤⣤\n"
                   "     2┤                    ⣿⣿⣿⣿⣿\n"
                   "      │...............     ⣿⣿⣿⣿⣿...............\n"
                   "     0┼─────┬11:30────┬11:40────┬11:50────┬12:00\n");
    check_kinds(&g, 3, "      -000000000000000     ddddd000000000000000");
}

static void nothing_but_zero(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 40, 0, 0);
    graph_track_end(&track, 0);
    check_rows(&g, "     1┤\n"
                   "      │\n"
                   "      │\n"
                   "      │........................................\n"
                   "     0┼─────┬11:30────┬11:40────┬11:50────┬12:00\n");
}

static void what_is_more_than_zero_has_a_dot(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 20, 1, 0);
    add_rows(&track, 20, 20, 9007199254740992.0, 0); /* 2^53 */
    graph_track_end(&track, 0);
    check_rows(&g, "   10P┤\n"
                   "      │                    ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "    5P┤                    ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:30────┬11:40────┬11:50────┬12:00\n");
}

static void gaps_are_gaps(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    for (int i = 0; i < 40; i += 4)
        graph_track_add_sample(&track, graph_window_time(&track.window, i), 80 + i);
    graph_track_end(&track, 90 * SECOND);
    check_rows(&g, "   200┤\n"
                   "      │\n"
                   "   100┤    ⣀⡀  ⣀⡀  ⣀⡀  ⣤⡄  ⣤⡄  ⣤⡄  ⣶⡆  ⣶⡆  ⣶⡆\n"
                   "      │⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇  ⣿⡇\n"
                   "     0┼──  ─┬11:30 ── ┬11:40─  ─┬11:50 ── ┬12:00\n");
    graph_track_end(&track, 0);
    check_rows(&g, "   200┤\n"
                   "      │\n"
                   "   100┤    ⡀   ⡀   ⡀   ⡄   ⡄   ⡄   ⡆   ⡆   ⡆\n"
                   "      │⡇   ⡇   ⡇   ⡇   ⡇   ⡇   ⡇   ⡇   ⡇   ⡇\n"
                   "     0┼─   ─┬11:30 ─  ┬11:40   ─┬11:50 ─  ┬12:00\n");
}

/* The rows at a time, without the newest column and what is free behind it. */
static void print_at(struct row_text rows[5], int64_t now)
{
    static struct graph_cell cells[GRAPH_PLOT_COLS];
    static struct graph_plot p;
    struct graph_window w = graph_window_make(now, 0, HOUR, 60);
    struct graph g = {.track = &track, .rows = 4, .left = 7, .has_times = true};

    graph_track_begin(&track, &w);
    for (int64_t ms = NOW - 90 * MINUTE; ms <= now; ms += 2000)
        graph_track_add_sample(&track, ms, (double)(ms / 5000 % 900));
    graph_track_end(&track, 4000);
    graph_plot_make(&p, &g);
    for (int row = 0; row < 5; row++) {
        graph_plot_row(&p, row, cells);
        print_cells(&rows[row], cells, 7 + 59);
    }
}

/* No second that passes within a column moves anything but the newest. */
static void the_picture_stands_still(void **state)
{
    static struct row_text first[5], rows[5];
    int64_t minute = NOW - 31 * SECOND;

    (void)state;
    print_at(first, minute);
    for (int64_t now = minute; now < minute + MINUTE; now += 1000) {
        print_at(rows, now);
        for (int row = 0; row < 5; row++)
            assert_string_equal(rows[row].signs, first[row].signs);
    }
    print_at(rows, minute + MINUTE);
    assert_string_not_equal(rows[4].signs, first[4].signs);
}

/* A label that has no room is left out, and columns that are not there are not written. */
static void no_cell_outside_is_written(void **state)
{
    static struct graph_cell cells[GRAPH_PLOT_COLS + 1];
    static struct graph_plot p;

    (void)state;
    for (int columns = 1; columns <= GRAPH_COLUMNS; columns += columns < 30 ? 1 : 47)
        for (int left = 0; left <= GRAPH_LEFT + 5; left += 3) {
            struct graph g = start(&track, columns);

            add_rows(&track, 0, columns, 90000, 3);
            graph_track_add_sample(&track, NOW, 7);
            graph_track_end(&track, 0);
            g.left = left;
            g.is_turned = true;
            g.turn_ms = NOW;
            g.has_cursor = true;
            g.cursor = columns - 1;
            graph_plot_make(&p, &g);
            assert_in_range(p.cols, columns + 1, GRAPH_PLOT_COLS);
            for (int row = 0; row < p.rows; row++) {
                cells[p.cols].sign = 0;
                graph_plot_row(&p, row, cells);
                assert_int_equal(cells[p.cols].sign, 0);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_graph_of_the_first_screen),
        cmocka_unit_test(a_wide_one_with_labels_below),
        cmocka_unit_test(a_small_one),
        cmocka_unit_test(in_blocks_and_in_ascii),
        cmocka_unit_test(fewer_than_three_rows_are_blocks),
        cmocka_unit_test(where_nothing_is_known_there_is_no_ink),
        cmocka_unit_test(one_sample_is_half_a_column),
        cmocka_unit_test(a_known_zero_is_a_dot_on_the_floor),
        cmocka_unit_test(nothing_but_zero),
        cmocka_unit_test(what_is_more_than_zero_has_a_dot),
        cmocka_unit_test(gaps_are_gaps),
        cmocka_unit_test(the_picture_stands_still),
        cmocka_unit_test(no_cell_outside_is_written),
    };

    return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
