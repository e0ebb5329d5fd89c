#include "ui/view/mouse.h"

static bool holds(struct rect r, struct mouse m)
{
    return m.line >= r.row && m.line - r.row < r.rows && m.col >= r.col && m.col - r.col < r.cols;
}

struct click mouse_find(const struct frame *f, struct mouse m)
{
    struct click c = {.line = m.line, .col = m.col};

    c.wheel = m.kind == MOUSE_WHEEL_UP ? -1 : m.kind == MOUSE_WHEEL_DOWN;
    c.column = -1;
    if (holds(f->footer, m))
        c.on = CLICK_FOOTER;
    if (holds(f->screen, m))
        c.on = CLICK_SCREEN;
    for (int i = 0; i < PANE_COUNT; i++) {
        struct rect rows = frame_rows(f, (enum pane)i);

        if (!holds(f->panes[i], m))
            continue;
        c.pane = i;
        c.on = holds(rows, m)                                                 ? CLICK_ROW
               : frame_has_heading(f, (enum pane)i) && m.line == rows.row - 1 ? CLICK_HEAD
                                                                              : CLICK_TITLE;
        c.row = holds(rows, m) ? (size_t)(m.line - rows.row) : 0;
    }
    return c;
}
