#include "ui/dialog.h"

#include "ui/line.h"

enum { FIELD_COLS = 10, FRAMED_COLS = 12 };

struct rect dialog_find_inside(struct rect screen, int rows, int cols)
{
    struct rect r = rect_center(screen, rows, cols);

    return r.rows < rows ? r : rect_inset(r, 1, 2);
}

struct rect dialog_draw_frame(struct rect screen, int rows, int cols, const char *title)
{
    struct rect r = rect_center(screen, rows, cols);

    draw_clear_role(r, ROLE_DIALOG);
    if (r.rows < rows || r.cols < FRAMED_COLS)
        return r;
    draw_box(r, ROLE_DIALOG_DIM);
    draw_cell(rect_inset(r, 0, 2), 0, 0,
              draw_measure(title) < r.cols - 4 ? draw_measure(title) : r.cols - 4, DRAW_LEFT,
              ROLE_DIALOG_TITLE, title);
    return dialog_find_inside(screen, rows, cols);
}

int dialog_draw_field(const struct field *f, bool active, struct rect r, int row, int col)
{
    col += draw_text(r, row, col, ROLE_DIALOG, f->label) + 1;
    line_draw(f, r, row, col, FIELD_COLS, active ? ROLE_SELECTED : ROLE_DIALOG, active);
    return col + FIELD_COLS + 3;
}
