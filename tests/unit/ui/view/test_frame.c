#include "ui/view/frame.h"

#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MAX_ROWS = 80, MAX_COLS = 200 };

static unsigned char cells[MAX_ROWS][MAX_COLS];
static int overlaps;

/* Counts the cells of r; each may be taken once, and all lie on the screen. */
static void take(struct rect r, int rows, int cols)
{
    assert_true(r.rows >= 0 && r.cols >= 0);
    if (rect_is_empty(r))
        return;
    assert_true(r.row >= 0 && r.col >= 0 && r.row + r.rows <= rows && r.col + r.cols <= cols);
    for (int y = r.row; y < r.row + r.rows; y++)
        for (int x = r.col; x < r.col + r.cols; x++)
            overlaps += cells[y][x]++;
}

static void check_groups(int rows, int cols, enum pane focus, enum frame_use use, size_t n,
                         size_t n_groups)
{
    struct frame f =
        frame_make(rect_make(0, 0, rows, cols), focus, use, (struct frame_lists){n, n});
    int taken = 0;

    if (n_groups)
        frame_add_group(&f, focus, n_groups);
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < cols; x++)
            cells[y][x] = 0;
    take(f.header, rows, cols);
    take(f.footer, rows, cols);
    take(f.strip, rows, cols);
    take(f.group, rows, cols);
    take(f.facts, rows, cols);
    take(f.attempts, rows, cols);
    take(f.fields, rows, cols);
    take(f.calls, rows, cols);
    take(f.divider, rows, cols);
    take(f.screen, rows, cols);
    for (int i = 0; i < PANE_COUNT; i++) {
        struct rect inner = frame_rows(&f, (enum pane)i), r = f.panes[i];

        take(r, rows, cols);
        assert_true(inner.rows >= 0 && inner.rows <= r.rows && inner.cols == r.cols);
        assert_true(inner.row >= r.row && inner.row + inner.rows == r.row + r.rows);
    }
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < cols; x++)
            taken += cells[y][x];
    assert_int_equal(overlaps, 0);
    assert_int_equal(taken, rows * cols);
    assert_false(rect_is_empty(use == FRAME_SCREEN ? f.screen : f.panes[focus]));
    /* There is a row to look at; a pane that is only a title would be none. */
    if (use != FRAME_SCREEN)
        assert_true(frame_rows(&f, focus).rows >= 1);
}

static void check(int rows, int cols, enum pane focus, enum frame_use use, size_t n)
{
    check_groups(rows, cols, focus, use, n, 0);
}

static void rectangles_tile_every_screen(void **state)
{
    (void)state;
    for (int rows = 1; rows <= MAX_ROWS; rows++)
        for (int cols = 1; cols <= MAX_COLS;
             cols += cols < 64 || (cols >= 124 && cols < 136) ? 1 : 6)
            for (int i = 0; i < PANE_COUNT; i++) {
                check(rows, cols, (enum pane)i, FRAME_PANES, (size_t)(i * 13));
                check(rows, cols, (enum pane)i, FRAME_PANES, SIZE_MAX);
                check(rows, cols, (enum pane)i, FRAME_ZOOMED, 0);
                check(rows, cols, (enum pane)i, FRAME_SCREEN, 0);
                check_groups(rows, cols, (enum pane)i, FRAME_PANES, 0, 1 + (size_t)rows / 3);
                check_groups(rows, cols, (enum pane)i, FRAME_ZOOMED, 0, 1 + (size_t)cols / 3);
                check(rows, cols, PANE_QUEUES, FRAME_QUEUES, (size_t)(i * 13));
            }
}

/* Before a queue is opened there are no empty panes; the graph gets what the list leaves. */
static void the_first_screen_is_the_list_and_a_graph(void **state)
{
    struct rect screen = rect_make(0, 0, 24, 80);
    struct frame f =
        frame_make(screen, PANE_QUEUES, FRAME_QUEUES, (struct frame_lists){500, SIZE_MAX});

    (void)state;
    assert_true(rect_is_empty(f.panes[PANE_MESSAGES]) && rect_is_empty(f.panes[PANE_BODY]));
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 14);
    assert_int_equal(f.strip.rows, 6);
    f = frame_make(screen, PANE_QUEUES, FRAME_QUEUES, (struct frame_lists){12, SIZE_MAX});
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 13);
    assert_int_equal(f.strip.rows, 7);
    f = frame_make(screen, PANE_QUEUES, FRAME_QUEUES, (struct frame_lists){0, SIZE_MAX});
    assert_int_equal(f.strip.rows, 11); /* half of it at most */
    f = frame_make(rect_make(0, 0, 48, 160), PANE_QUEUES, FRAME_QUEUES,
                   (struct frame_lists){13, SIZE_MAX});
    assert_int_equal(f.strip.rows, 20); /* more would be stretched */
    assert_int_equal(f.facts.rows, 20);
    f = frame_make(rect_make(0, 0, 48, 160), PANE_QUEUES, FRAME_QUEUES,
                   (struct frame_lists){100, SIZE_MAX});
    assert_int_equal(f.strip.rows, 17);
    f = frame_make(rect_make(0, 0, 36, 120), PANE_QUEUES, FRAME_QUEUES,
                   (struct frame_lists){100, SIZE_MAX});
    assert_int_equal(f.strip.rows, 10);
    assert_true(rect_is_empty(f.facts));
}

static struct frame make(int rows, int cols, enum pane focus)
{
    return frame_make(rect_make(0, 0, rows, cols), focus, FRAME_PANES,
                      (struct frame_lists){0, SIZE_MAX});
}

/* Of the list of queues a small screen keeps what is open; a body is read in more than three rows.
 */
static void the_usual_screen_shows_all_panes(void **state)
{
    struct frame f = make(24, 80, PANE_MESSAGES);

    (void)state;
    assert_int_equal(f.panes[PANE_QUEUES].rows, 2);
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 1);
    assert_false(frame_has_heading(&f, PANE_QUEUES));
    assert_true(rect_is_empty(f.strip));
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 10);
    assert_true(frame_has_heading(&f, PANE_MESSAGES));
    assert_int_equal(frame_rows(&f, PANE_BODY).rows, 7);
    f = make(24, 80, PANE_BODY);
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 1);
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 3);
    assert_int_equal(frame_rows(&f, PANE_BODY).rows, 14);
    f = make(30, 100, PANE_MESSAGES);
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 5);
    assert_int_equal(f.strip.rows, 2);
}

/* What a short list leaves goes to the messages. */
static void no_rows_are_left_empty_below_few_queues(void **state)
{
    struct frame f = frame_make(rect_make(0, 0, 24, 80), PANE_QUEUES, FRAME_PANES,
                                (struct frame_lists){3, SIZE_MAX});

    (void)state;
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 4);
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 9);
    f = frame_make(rect_make(0, 0, 24, 80), PANE_QUEUES, FRAME_PANES,
                   (struct frame_lists){300, SIZE_MAX});
    assert_int_equal(frame_rows(&f, PANE_QUEUES).rows, 10);
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 3);
}

static void nor_below_few_messages(void **state)
{
    struct frame f = frame_make(rect_make(0, 0, 24, 80), PANE_MESSAGES, FRAME_PANES,
                                (struct frame_lists){SIZE_MAX, 3});

    (void)state;
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 4);
    assert_int_equal(frame_rows(&f, PANE_BODY).rows, 13);
}

static struct frame make_grouped(int rows, int cols, enum pane focus, size_t n_groups)
{
    struct frame f = make(rows, cols, focus);

    frame_add_group(&f, focus, n_groups);
    return f;
}

static void groups_have_their_verdict_below_them(void **state)
{
    struct frame f = make_grouped(24, 80, PANE_MESSAGES, 5);

    (void)state;
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 6); /* and a blank one */
    assert_int_equal(f.group.rows, 7);
    assert_int_equal(f.panes[PANE_BODY].rows, 5);
    f = make_grouped(24, 80, PANE_MESSAGES, 500);
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 6); /* the list scrolls */
    assert_int_equal(f.group.rows, 7);
    f = make_grouped(24, 80, PANE_MESSAGES, 1); /* takes no more than it needs */
    assert_int_equal(f.panes[PANE_BODY].rows, make(24, 80, PANE_MESSAGES).panes[PANE_BODY].rows);
    assert_true(f.group.rows >= 7);
    f = make_grouped(30, 100, PANE_MESSAGES, 5);
    assert_int_equal(f.group.rows, 8);
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 6);
    assert_int_equal(f.panes[PANE_BODY].rows, 5); /* it gives first, then what is above */
    assert_true(rect_is_empty(f.strip));
    assert_int_equal(f.panes[PANE_QUEUES].rows, 7);
    f = make_grouped(30, 100, PANE_MESSAGES, 8);
    assert_int_equal(frame_rows(&f, PANE_MESSAGES).rows, 9);
    assert_int_equal(f.panes[PANE_QUEUES].rows, 5);
    f = make_grouped(48, 160, PANE_MESSAGES, 5);
    assert_true(f.group.rows >= 7);
    assert_false(rect_is_empty(f.strip));
}

static void a_small_screen_has_no_room_for_it(void **state)
{
    struct frame f = make_grouped(12, 40, PANE_MESSAGES, 5), plain = make(15, 80, PANE_MESSAGES);

    (void)state;
    assert_true(rect_is_empty(f.group));
    f = make_grouped(15, 80, PANE_MESSAGES, 5);
    assert_true(rect_is_empty(f.group));
    assert_int_equal(f.panes[PANE_QUEUES].rows, plain.panes[PANE_QUEUES].rows);
    f = make_grouped(24, 80, PANE_BODY, 5);
    assert_true(rect_is_empty(f.group));
}

/* All of it but the focused pane stands as before, or goes down by one. */
static void check_alert(int rows, int cols, enum pane focus, enum frame_use use, size_t n_queues)
{
    struct frame_lists lists = {n_queues, SIZE_MAX};
    struct frame f = frame_make(rect_make(0, 0, rows, cols), focus, use, lists), g = f;
    const struct rect *was[] = {&f.strip,  &f.facts,   &f.attempts, &f.fields,   &f.calls,
                                &f.screen, &f.divider, &f.panes[0], &f.panes[1], &f.panes[2]};
    const struct rect *is[] = {&g.strip,  &g.facts,   &g.attempts, &g.fields,   &g.calls,
                               &g.screen, &g.divider, &g.panes[0], &g.panes[1], &g.panes[2]};
    int taken = 0;

    frame_add_alert(&g, focus);
    if (rows < 15 || cols < 60) {
        assert_true(rect_is_empty(g.alert));
        assert_memory_equal(&f, &g, sizeof(f));
        return;
    }
    assert_true(g.alert.row == 1 && g.alert.rows == 1 && g.alert.cols == cols);
    for (size_t i = 0; i < ARRAY_LEN(was); i++) {
        int ends = was[i]->row + was[i]->rows, now_ends = is[i]->row + is[i]->rows;

        if (rect_is_empty(*was[i]))
            continue;
        assert_false(rect_is_empty(*is[i]));
        assert_true(is[i]->row - was[i]->row == 0 || is[i]->row - was[i]->row == 1);
        assert_true(is[i]->rows == was[i]->rows || now_ends == ends);
        taken += is[i]->rows != was[i]->rows ? was[i]->cols : 0;
    }
    assert_int_equal(taken, cols);
    if (use != FRAME_SCREEN)
        assert_true(frame_rows(&g, focus).rows >= 1);
}

static void an_alert_takes_one_row(void **state)
{
    (void)state;
    for (int rows = 1; rows <= MAX_ROWS; rows++)
        for (int cols = 1; cols <= MAX_COLS; cols += cols < 50 ? 7 : 1)
            for (int i = 0; i < PANE_COUNT; i++) {
                check_alert(rows, cols, (enum pane)i, FRAME_PANES, 0);
                check_alert(rows, cols, (enum pane)i, FRAME_ZOOMED, 0);
                check_alert(rows, cols, (enum pane)i, FRAME_SCREEN, 0);
                check_alert(rows, cols, PANE_QUEUES, FRAME_QUEUES, (size_t)(i * 13));
            }
}

static void small_screens_show_the_focused_pane(void **state)
{
    struct frame f = make(14, 80, PANE_MESSAGES);

    (void)state;
    assert_true(rect_is_empty(f.panes[PANE_QUEUES]));
    assert_true(rect_is_empty(f.panes[PANE_BODY]));
    assert_int_equal(f.panes[PANE_MESSAGES].rows, 12);
    f = make(15, 60, PANE_MESSAGES);
    assert_false(rect_is_empty(f.panes[PANE_QUEUES]));
    f = make(15, 59, PANE_MESSAGES);
    assert_true(rect_is_empty(f.panes[PANE_QUEUES]));
    f = make(3, 19, PANE_MESSAGES);
    assert_true(f.bare);
    assert_int_equal(f.panes[PANE_MESSAGES].rows, 3);
}

static void a_wide_screen_has_two_columns(void **state)
{
    struct frame f = make(48, 160, PANE_QUEUES);

    (void)state;
    assert_int_equal(f.panes[PANE_QUEUES].col, 0);
    assert_true(f.panes[PANE_MESSAGES].col > f.panes[PANE_QUEUES].cols);
    assert_int_equal(f.panes[PANE_BODY].col, f.panes[PANE_MESSAGES].col);
    assert_int_equal(f.divider.cols, 1);
    assert_false(rect_is_empty(f.strip));
}

static void zoom_and_overlay_take_all_but_header_and_footer(void **state)
{
    struct rect screen = rect_make(0, 0, 48, 160);
    struct frame f = frame_make(screen, PANE_BODY, FRAME_ZOOMED, (struct frame_lists){0, SIZE_MAX});

    (void)state;
    assert_int_equal(f.panes[PANE_BODY].rows, 46);
    assert_true(rect_is_empty(f.panes[PANE_QUEUES]));
    f = frame_make(screen, PANE_BODY, FRAME_SCREEN, (struct frame_lists){0, SIZE_MAX});
    assert_int_equal(f.screen.rows, 46);
    assert_true(rect_is_empty(f.panes[PANE_BODY]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rectangles_tile_every_screen),
        cmocka_unit_test(the_first_screen_is_the_list_and_a_graph),
        cmocka_unit_test(the_usual_screen_shows_all_panes),
        cmocka_unit_test(no_rows_are_left_empty_below_few_queues),
        cmocka_unit_test(nor_below_few_messages),
        cmocka_unit_test(groups_have_their_verdict_below_them),
        cmocka_unit_test(a_small_screen_has_no_room_for_it),
        cmocka_unit_test(an_alert_takes_one_row),
        cmocka_unit_test(small_screens_show_the_focused_pane),
        cmocka_unit_test(a_wide_screen_has_two_columns),
        cmocka_unit_test(zoom_and_overlay_take_all_but_header_and_footer),
    };

    return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
