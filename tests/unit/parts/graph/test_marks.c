#include "base/text/text_line.h"
#include "tests/unit/parts/graph/graphkit.h"

static struct graph_marks marks;

/* "tick@label:text" for each tick, then the turn and the seam. */
static void expect_marks(const struct graph_window *w, enum graph_labels labels, int64_t turn_ms,
                         int64_t seam_ms, const char *want)
{
    char text[1000] = "";
    struct text_line l = text_line(text, sizeof(text));

    graph_marks_make(&marks, w, labels, turn_ms, seam_ms);
    for (int i = 0; i < marks.n; i++)
        text_line_join(&l, " ", "%d@%d:%s", marks.ticks[i].column, marks.ticks[i].label_column,
                       marks.ticks[i].label);
    if (marks.has_turn)
        text_line_join(&l, " ", "turn %d@%d:%s", marks.turn.column, marks.turn.label_column,
                       marks.turn.label);
    if (marks.seam >= 0)
        text_line_join(&l, " ", "seam %d", marks.seam);
    assert_string_equal(text, want);
}

static void labels_stand_behind_their_tick_or_below(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, HOUR, 60);

    (void)state;
    expect_marks(&w, GRAPH_LABELS_BEHIND, -1, -1,
                 "5@6:11:10 15@16:11:20 25@26:11:30 35@36:11:40 45@46:11:50 55@56:12:00");
    w = graph_window_make(NOW, 0, 3 * HOUR, 60);
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, -1,
                 "8@6:09:30 18@16:10:00 28@26:10:30 38@36:11:00 48@46:11:30 58@56:12:00");
}

static void a_label_that_does_not_fit_is_left_out_with_its_tick(void **state)
{
    struct graph_window w = graph_window_make(NOON + 3 * MINUTE, 0, HOUR, 60);

    (void)state;
    expect_marks(&w, GRAPH_LABELS_BEHIND, -1, -1,
                 "6@7:11:10 16@17:11:20 26@27:11:30 36@37:11:40 46@47:11:50");
    w = graph_window_make(NOON, 0, HOUR, 60);
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, -1,
                 "9@7:11:10 19@17:11:20 29@27:11:30 39@37:11:40 49@47:11:50");
}

static void the_turn_wins(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, HOUR, 60);

    (void)state;
    expect_marks(&w, GRAPH_LABELS_BEHIND, NOON - 30 * MINUTE + 1, -1,
                 "5@6:11:10 15@16:11:20 35@36:11:40 45@46:11:50 55@56:12:00 turn 25@26:11:30");
    /* A blank is between two. */
    expect_marks(&w, GRAPH_LABELS_BEHIND, NOON - 27 * MINUTE, -1,
                 "5@6:11:10 15@16:11:20 35@36:11:40 45@46:11:50 55@56:12:00 turn 28@29:11:33");
    expect_marks(&w, GRAPH_LABELS_BEHIND, NOON - 26 * MINUTE, -1,
                 "5@6:11:10 15@16:11:20 45@46:11:50 55@56:12:00 turn 29@30:11:34");
    expect_marks(&w, GRAPH_LABELS_BEHIND, NOW, -1,
                 "5@6:11:10 15@16:11:20 25@26:11:30 35@36:11:40 45@46:11:50 turn 59@54:12:04");
    expect_marks(&w, GRAPH_LABELS_BELOW, NOW, -1,
                 "5@3:11:10 15@13:11:20 25@23:11:30 35@33:11:40 45@43:11:50 turn 59@56:12:04");
    expect_marks(&w, GRAPH_LABELS_BELOW, NOON - 55 * MINUTE, -1,
                 "15@13:11:20 25@23:11:30 35@33:11:40 45@43:11:50 55@53:12:00 turn 0@0:11:05");
    /* Before the window: no mark. */
    expect_marks(&w, GRAPH_LABELS_BEHIND, NOON - HOUR, -1,
                 "5@6:11:10 15@16:11:20 25@26:11:30 35@36:11:40 45@46:11:50 55@56:12:00");
    w = graph_window_make(NOW, 0, 90 * MINUTE, 90);
    expect_marks(&w, GRAPH_LABELS_BELOW, NOON - 30 * MINUTE, -1,
                 "5@3:10:40 15@13:10:50 25@23:11:00 35@33:11:10 45@43:11:20 65@63:11:40 "
                 "75@73:11:50 85@83:12:00 turn 55@49:11:30 turned");
}

static void no_label_hides_the_seam(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, HOUR, 60);

    (void)state;
    expect_marks(&w, GRAPH_LABELS_BEHIND, -1, NOON - 8 * MINUTE,
                 "5@6:11:10 15@16:11:20 25@26:11:30 35@36:11:40 55@56:12:00 seam 47");
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, NOON - 8 * MINUTE,
                 "5@3:11:10 15@13:11:20 25@23:11:30 35@33:11:40 45@43:11:50 55@53:12:00 seam 47");
    expect_marks(&w, GRAPH_LABELS_BEHIND, -1, NOON - HOUR,
                 "5@6:11:10 15@16:11:20 25@26:11:30 35@36:11:40 45@46:11:50 55@56:12:00");
}

static void long_ranges_have_days(void **state)
{
    struct graph_window w = graph_window_make(NOW, 0, DAY, 60);

    (void)state;
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, -1, "11@9:12:00 23@21:18:00 35@33:12-01 47@45:06:00");
    w = graph_window_make(NOW, 0, 14 * (int64_t)DAY, 60);
    expect_marks(&w, GRAPH_LABELS_BEHIND, -1, -1,
                 "1@2:11-17 9@10:11-19 17@18:11-21 25@26:11-23 33@34:11-25 41@42:11-27 "
                 "49@50:11-29");
    w = graph_window_make(NOW, 0, 3 * (int64_t)DAY, 36);
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, -1, "5@3:11-29 17@15:11-30 29@27:12-01");
    /* Of an hour about midnight no day is in doubt. */
    w = graph_window_make(NOON + 12 * HOUR + 20 * MINUTE, 0, HOUR, 60);
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, -1,
                 "9@7:23:30 19@17:23:40 29@27:23:50 39@37:00:00 49@47:00:10");
}

static void labels_are_those_of_the_clock_that_is_shown(void **state)
{
    struct graph_window w = graph_window_make(NOW, 5 * HOUR + 30 * MINUTE, 3 * HOUR, 60);

    (void)state;
    expect_marks(&w, GRAPH_LABELS_BELOW, NOON, -1,
                 "8@6:15:00 18@16:15:30 28@26:16:00 38@36:16:30 48@46:17:00 turn 58@56:17:30");
    w = graph_window_make(NOW, -3 * HOUR, 7 * (int64_t)DAY, 28);
    expect_marks(&w, GRAPH_LABELS_BELOW, -1, -1, "2@0:11-25 10@8:11-27 18@16:11-29 26@24:12-01");
}

/* The shortest time that leaves room between two of them. */
static void ticks_are_as_close_as_fits(void **state)
{
    static const int minutes[][2] = {
        {1, 10},   {2, 20},     {5, 60},     {10, 120},   {15, 120},    {20, 180},    {30, 360},
        {60, 720}, {120, 1440}, {180, 1440}, {360, 2880}, {720, 10080}, {1440, 20160}};

    (void)state;
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        int64_t column_ms = minutes[i][0] * (int64_t)MINUTE;
        struct graph_window w = {
            .column_ms = column_ms, .now_ms = GRAPH_COLUMNS * column_ms, .columns = GRAPH_COLUMNS};

        graph_marks_make(&marks, &w, GRAPH_LABELS_BEHIND, -1, -1);
        assert_true(marks.n > 1);
        assert_int_equal(marks.ticks[1].column - marks.ticks[0].column,
                         minutes[i][1] / minutes[i][0]);
    }
}

static void ticks_are_round_times_however_long_a_column_is(void **state)
{
    (void)state;
    for (int64_t range = MINUTE; range <= 14 * (int64_t)DAY; range += range / 3)
        for (int columns = 1; columns <= GRAPH_COLUMNS; columns += 7) {
            struct graph_window w = graph_window_make(NOW, 0, range, columns);

            graph_marks_make(&marks, &w, GRAPH_LABELS_BEHIND, -1, -1);
            for (int i = 0; i < marks.n; i++) {
                const struct graph_mark *m = &marks.ticks[i];

                assert_int_equal(graph_window_time(&w, m->column) % MINUTE, 0);
                assert_int_equal(strlen(m->label), 5);
                assert_true(i == 0 || m->column >= marks.ticks[i - 1].column + 8);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_stand_behind_their_tick_or_below),
        cmocka_unit_test(a_label_that_does_not_fit_is_left_out_with_its_tick),
        cmocka_unit_test(the_turn_wins),
        cmocka_unit_test(no_label_hides_the_seam),
        cmocka_unit_test(long_ranges_have_days),
        cmocka_unit_test(labels_are_those_of_the_clock_that_is_shown),
        cmocka_unit_test(ticks_are_as_close_as_fits),
        cmocka_unit_test(ticks_are_round_times_however_long_a_column_is),
    };

    return cmocka_run_group_tests_name("graph marks", tests, NULL, NULL);
}
