/* What stands behind the data of a graph, before it and beside it. */
#include "tests/unit/parts/graph/graphkit.h"

static struct graph_track track, dead;

static void the_seam_of_history_and_live(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 36, 3000, 0);
    for (int64_t ms = NOON - 3 * MINUTE; ms < NOW; ms += 2000)
        graph_track_add_sample(&track, ms, 3000);
    graph_track_end(&track, 4000);
    check_rows(&g, "    4k┤                                ┊live\n"
                   "      │⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤\n"
                   "    2k┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:30────┬11:40────┬11:50─┊──┬12:00\n");
    check_kinds(&g, 0, "    ll-                                sssss");
    check_kinds(&g, 4, "     l-------lllll-----lllll-----lllll-s---lllll");
    g.labels = GRAPH_LABELS_BELOW;
    g.signs = GRAPH_ASCII;
    check_rows(&g, "    4k|                                :live\n"
                   "      |::::::::::::::::::::::::::::::::::::::::\n"
                   "    2k|########################################\n"
                   "      |########################################\n"
                   "     0+-----+---------+---------+------:--+----\n"
                   "          11:30     11:40     11:50     12:00\n");
}

/* Near the end the word has no room, behind data it is not seen. */
static void the_seam_without_its_word(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 40, 4000, 0);
    graph_track_add_sample(&track, NOON + 2 * MINUTE, 4000);
    graph_track_end(&track, 4000);
    check_rows(&g, "    4k┤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "    2k┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:30────┬11:40────┬11:50──────┊──\n");
    g = start(&track, 40);
    add_rows(&track, 0, 40, 10000, 0);
    graph_track_add_sample(&track, NOON - 20 * MINUTE, 10000);
    graph_track_end(&track, 4000);
    check_rows(&g, "   10k┤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "    5k┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:30────┊─────────┬11:50────┬12:00\n");
}

static void what_turned_before_is_turned_in_all_of_it(void **state)
{
    struct graph g = start(&track, 8);

    (void)state;
    add_rows(&track, 0, 8, 10, 0);
    graph_track_end(&track, 0);
    g.is_turned = true;
    g.turn_ms = NOON - DAY;
    check_kinds(&g, 3, "      -tttttttt");
    check_kinds(&g, 4, "     l-----lllll");
    g.turn_ms = NOW;
    check_kinds(&g, 3, "      -dddddddt");
    g.is_turned = false;
    check_kinds(&g, 3, "      -dddddddd");
}

static void thresholds_stand_behind_the_data(void **state)
{
    static const struct graph_threshold lines[] = {
        {100, "alert"}, {70, "ask"}, {30, "low"}, {181, "not in sight"}, {0, "floor"}};
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 20, 60, 0);
    add_rows(&track, 20, 20, 90, 0);
    graph_track_end(&track, 0);
    g.rows = 8;
    g.thresholds = lines;
    g.n_thresholds = ARRAY_LEN(lines);
    check_rows(&g, "   100┤╌alert 100╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌\n"
                   "      │ ask 70             ⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶\n"
                   "    75┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "    50┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "    25┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:30────┬11:40────┬11:50────┬12:00\n");
}

/* One that is near is in sight, one that is far moves nothing. */
static void a_threshold_is_in_sight_when_it_is_near(void **state)
{
    struct graph_threshold line = {180, "alert"};
    struct graph g = start(&track, 12);

    (void)state;
    add_rows(&track, 0, 12, 90, 0);
    graph_track_end(&track, 0);
    g.thresholds = &line;
    g.n_thresholds = 1;
    check_rows(&g, "   200┤╌alert 180╌╌\n"
                   "      │\n"
                   "   100┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼───────┬12:00\n");
    line.value = 181;
    check_rows(&g, "   100┤\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "    50┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼───────┬12:00\n");
}

static void the_cursor_stands_before_everything(void **state)
{
    static const struct graph_threshold line = {80, "alert"};
    struct graph g = start(&track, 20);

    (void)state;
    add_rows(&track, 0, 20, 60, 0);
    add_rows(&track, 0, 1, 100, 0);
    graph_track_end(&track, 0);
    g.thresholds = &line;
    g.n_thresholds = 1;
    g.has_cursor = true;
    g.cursor = 10;
    check_rows(&g, "   100┤ alert 80 │\n"
                   "      │⣶╌╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌\n"
                   "    50┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "      │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:50────┬12:00\n");
    for (int row = 0; row < 5; row++) {
        static struct graph_plot p;
        static struct graph_cell cells[GRAPH_PLOT_COLS];

        graph_plot_make(&p, &g);
        graph_plot_row(&p, row, cells);
        for (int col = 0; col < p.cols; col++)
            assert_int_equal(cells[col].kind == GRAPH_CURSOR, col == 17);
    }
    g.signs = GRAPH_ASCII;
    check_rows(&g, "   100| alert 80 |\n"
                   "      |:---------|---------\n"
                   "    50|####################\n"
                   "      |####################\n"
                   "     0+-----+11:50----+12:00\n");
    g.cursor = 20;
    check_kinds(&g, 2, "    ll-dddddddddddddddddddd");
    g.cursor = -1;
    check_kinds(&g, 2, "    ll-dddddddddddddddddddd");
}

/* A queue and its dead-letter queue on one scale, each at its own height. */
static void dead_letters_stand_in_front(void **state)
{
    struct graph g = start(&track, 30);

    (void)state;
    add_rows(&track, 0, 10, 80, 0);
    add_rows(&track, 20, 10, 20, 0);
    start(&dead, 30);
    add_rows(&dead, 0, 30, 0, 2);
    graph_track_end(&track, 0);
    graph_track_end(&dead, 0);
    g.dead = &dead;
    check_rows(&g, "   100┤\n"
                   "      │⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶\n"
                   "    50┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿           ⣀⣀⣀⣤⣤⣤⣶⣶⣶\n"
                   "      │⣿⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣤⣤⣤⣤⣶⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
                   "     0┼─────┬11:40────┬11:50────┬12:00\n");
    check_kinds(&g, 3, "      -dxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    g.signs = GRAPH_ASCII;
    check_rows(&g, "   100|\n"
                   "      |::::::::::\n"
                   "    50|##########            xxxxxxxx\n"
                   "      |#xxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
                   "     0+-----+11:40----+11:50----+12:00\n");
}

/* Rows below each other, without an axis of values, some on one scale. */
static void bare_rows(void **state)
{
    struct graph g = start(&track, 40);

    (void)state;
    add_rows(&track, 0, 20, 1900, 0);
    add_rows(&track, 20, 10, 1900, -120);
    add_rows(&track, 32, 8, 0, 0);
    graph_track_end(&track, 0);
    g.bare = true;
    g.has_times = false;
    g.rows = 1;
    check_rows(&g, "      │▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▆▆▅▅▅▄▄▃▃  ........\n");
    g.top = 5000;
    check_rows(&g, "      │▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▂▂▂▂▂▂▁▁▁  ........\n");
    g.signs = GRAPH_ASCII;
    check_rows(&g, "      |=====================------:::  ........\n");
    g.signs = GRAPH_BLOCKS;
    g.top = 0;
    g.rows = 3;
    check_rows(&g, "      │▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▅▄▂▁\n"
                   "      │██████████████████████████▆▅▃▂\n"
                   "      │██████████████████████████████  ........\n");
    g.left = 0;
    g.rows = 1;
    check_rows(&g, "▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▆▆▅▅▅▄▄▃▃  ........\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seam_of_history_and_live),
        cmocka_unit_test(the_seam_without_its_word),
        cmocka_unit_test(what_turned_before_is_turned_in_all_of_it),
        cmocka_unit_test(thresholds_stand_behind_the_data),
        cmocka_unit_test(a_threshold_is_in_sight_when_it_is_near),
        cmocka_unit_test(the_cursor_stands_before_everything),
        cmocka_unit_test(dead_letters_stand_in_front),
        cmocka_unit_test(bare_rows),
    };

    return cmocka_run_group_tests_name("graph lines", tests, NULL, NULL);
}
