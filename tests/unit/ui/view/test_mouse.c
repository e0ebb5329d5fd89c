#include "ui/view/mouse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct frame make(int rows, int cols, enum pane focus)
{
    return frame_make(rect_make(0, 0, rows, cols), focus, FRAME_PANES, (struct frame_lists){0});
}

static struct click find(const struct frame *f, int line, int col)
{
    return mouse_find(f, (struct mouse){MOUSE_CLICK, line, col});
}

/* Every cell of every frame belongs to the pane that is drawn there, and its rows count from 0. */
static void every_cell_is_where_its_pane_is(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 48; rows++)
        for (int cols = 1; cols <= 160; cols += 13)
            for (int focus = 0; focus < PANE_COUNT; focus++) {
                struct frame f = make(rows, cols, (enum pane)focus);
                size_t seen[PANE_COUNT] = {0};

                for (int line = 0; line < rows; line++)
                    for (int col = 0; col < cols; col++) {
                        struct click c = find(&f, line, col);

                        if (c.on == CLICK_ROW) {
                            assert_int_equal(frame_rows(&f, (enum pane)c.pane).row + (int)c.row,
                                             line);
                            seen[c.pane]++;
                        }
                    }
                for (int i = 0; i < PANE_COUNT; i++) {
                    struct rect r = frame_rows(&f, (enum pane)i);

                    assert_int_equal(seen[i], r.rows * r.cols);
                }
            }
}

static void titles_and_headings_are_no_rows(void **state)
{
    struct frame f = make(24, 80, PANE_QUEUES);

    (void)state;
    assert_int_equal(find(&f, f.panes[PANE_QUEUES].row, 5).on, CLICK_TITLE);
    assert_int_equal(find(&f, f.panes[PANE_QUEUES].row + 1, 5).on, CLICK_HEAD);
    assert_int_equal(find(&f, f.panes[PANE_QUEUES].row + 2, 5).on, CLICK_ROW);
    assert_int_equal(find(&f, f.panes[PANE_BODY].row, 0).on, CLICK_TITLE);
    assert_int_equal(find(&f, f.panes[PANE_BODY].row, 0).pane, PANE_BODY);
    assert_int_equal(find(&f, f.panes[PANE_BODY].row + 1, 0).on, CLICK_ROW);
}

static void nothing_is_where_no_pane_is(void **state)
{
    struct frame f = make(48, 160, PANE_QUEUES);

    (void)state;
    assert_int_equal(find(&f, 0, 5).on, CLICK_NOTHING);
    assert_int_equal(find(&f, 47, 5).on, CLICK_FOOTER);
    assert_int_equal(find(&f, f.strip.row, f.strip.col).on, CLICK_NOTHING);
    assert_int_equal(find(&f, f.divider.row, f.divider.col).on, CLICK_NOTHING);
    assert_int_equal(find(&f, 48, 5).on, CLICK_NOTHING);
    assert_int_equal(find(&f, 5, 160).on, CLICK_NOTHING);
    assert_int_equal(find(&f, 9998, 9998).on, CLICK_NOTHING);
}

static void an_overlay_hides_the_panes(void **state)
{
    struct frame f =
        frame_make(rect_make(0, 0, 24, 80), PANE_BODY, FRAME_SCREEN, (struct frame_lists){0});

    (void)state;
    for (int line = 0; line < 24; line++)
        assert_int_equal(find(&f, line, 40).on, line == 0   ? CLICK_NOTHING
                                                : line < 23 ? CLICK_SCREEN
                                                            : CLICK_FOOTER);
}

static void the_wheel_has_a_direction(void **state)
{
    struct frame f = make(24, 80, PANE_QUEUES);

    (void)state;
    assert_int_equal(mouse_find(&f, (struct mouse){MOUSE_CLICK, 4, 4}).wheel, 0);
    assert_int_equal(mouse_find(&f, (struct mouse){MOUSE_WHEEL_UP, 4, 4}).wheel, -1);
    assert_int_equal(mouse_find(&f, (struct mouse){MOUSE_WHEEL_DOWN, 4, 4}).wheel, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_where_its_pane_is),
        cmocka_unit_test(titles_and_headings_are_no_rows),
        cmocka_unit_test(nothing_is_where_no_pane_is),
        cmocka_unit_test(an_overlay_hides_the_panes),
        cmocka_unit_test(the_wheel_has_a_direction),
    };

    return cmocka_run_group_tests_name("mouse", tests, NULL, NULL);
}
