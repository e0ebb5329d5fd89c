#include "ui/dialog.h"
#include "ui/views.h"

#include <stdio.h>
#include <string.h>

enum { KEY_COLS = 4, GAP_COLS = 3, FRAME_COLS = 4, FRAME_ROWS = 2 };

static int max_cols(int cols, const char *text)
{
    int more = draw_measure(text);

    return more > cols ? more : cols;
}

static void draw_row(const struct menu_row *row, bool selected, struct rect r, int y,
                     int label_cols)
{
    int hint_col = KEY_COLS + label_cols + GAP_COLS;
    char key[2] = {row->key, '\0'};

    draw_fill(r, y, 0, r.cols, theme_select(ROLE_DIALOG, selected));
    if (selected)
        draw_glyph(r, y, 0, theme_select(ROLE_DIALOG, true), GLYPH_MARKER);
    draw_text(r, y, 2, theme_select(ROLE_DIALOG_TITLE, selected), key);
    draw_text(r, y, KEY_COLS, theme_select(row->off ? ROLE_DIALOG_DIM : ROLE_DIALOG, selected),
              row->label);
    draw_cell(r, y, hint_col, r.cols - hint_col, DRAW_LEFT, theme_select(ROLE_DIALOG_DIM, selected),
              row->hint);
}

/* On a screen too low for all rows, those around the selected one. */
void view_menu_draw(const struct app *app, struct rect screen)
{
    const struct menu *m = &app->menu;
    int label_cols = 0, hint_cols = 0, cols, rows = (int)m->list.n, at = (int)m->list.selected;
    char title[60];
    struct rect r;
    int top;

    for (size_t i = 0; i < m->list.n; i++) {
        label_cols = max_cols(label_cols, m->rows[i].label);
        hint_cols = max_cols(hint_cols, m->rows[i].hint);
    }
    snprintf(title, sizeof(title), " %s ", m->title);
    cols = max_cols(KEY_COLS + label_cols + GAP_COLS + hint_cols + 1, title);
    r = dialog_draw_frame(screen, rows + FRAME_ROWS, cols + FRAME_COLS, title);
    top = at >= r.rows ? at - r.rows + 1 : 0;
    for (int i = top; i < rows && i - top < r.rows; i++)
        draw_row(&m->rows[i], i == at, r, i - top, label_cols);
}
