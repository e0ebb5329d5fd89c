#include "ui/view/views.h"
#include "ui/widget/dialog.h"

#include <stdio.h>
#include <string.h>

enum { KEY_COLS = 4, GAP_COLS = 3, FRAME_COLS = 4, FRAME_ROWS = 2, HINT_BYTES = 200 };

static int max_cols(int cols, const char *text)
{
    int more = draw_measure(text);

    return more > cols ? more : cols;
}

static void draw_row(const struct menu_row *row, bool selected, struct rect r, int y,
                     int label_cols)
{
    int hint_col = KEY_COLS + label_cols + GAP_COLS;
    char key[2] = {row->key, '\0'}, hint[HINT_BYTES];

    draw_fill(r, y, 0, r.cols, theme_select(ROLE_DIALOG, selected));
    if (selected)
        draw_glyph(r, y, 0, theme_select(ROLE_DIALOG, true), GLYPH_MARKER);
    draw_text(r, y, 2, theme_select(ROLE_DIALOG_TITLE, selected), key);
    draw_text(r, y, KEY_COLS, theme_select(row->off ? ROLE_DIALOG_DIM : ROLE_DIALOG, selected),
              row->label);
    draw_cell(r, y, hint_col, r.cols - hint_col, DRAW_LEFT, theme_select(ROLE_DIALOG_DIM, selected),
              action_fill(hint, sizeof(hint), row->hint));
}

struct shape {
    int rows, cols; /* of the frame */
    int label_cols;
    char title[60];
};

static struct shape find_shape(const struct menu *m)
{
    struct shape s = {.rows = (int)m->list.n + FRAME_ROWS};
    int hint_cols = 0;
    char hint[HINT_BYTES];

    for (size_t i = 0; i < m->list.n; i++) {
        s.label_cols = max_cols(s.label_cols, m->rows[i].label);
        hint_cols = max_cols(hint_cols, action_fill(hint, sizeof(hint), m->rows[i].hint));
    }
    snprintf(s.title, sizeof(s.title), " %s ", m->title);
    s.cols = max_cols(KEY_COLS + s.label_cols + GAP_COLS + hint_cols + 1, s.title) + FRAME_COLS;
    return s;
}

/* On a screen too low for all rows, those around the selected one. */
static int find_top(const struct menu *m, struct rect r)
{
    int at = (int)m->list.selected;

    return at >= r.rows ? at - r.rows + 1 : 0;
}

void view_menu_draw(const struct app *app, struct rect screen)
{
    const struct menu *m = &app->menu;
    struct shape s = find_shape(m);
    struct rect r = dialog_draw_frame(screen, s.rows, s.cols, s.title);
    int top = find_top(m, r), n = (int)m->list.n;

    for (int i = top; i < n && i - top < r.rows; i++)
        draw_row(&m->rows[i], i == (int)m->list.selected, r, i - top, s.label_cols);
}

struct click view_menu_find(const struct app *app, struct rect screen, struct click click)
{
    struct shape s = find_shape(&app->menu);
    struct rect r = dialog_find_inside(screen, s.rows, s.cols);
    int line = click.line - r.row, col = click.col - r.col;
    bool inside = line >= 0 && line < r.rows && col >= 0 && col < r.cols;

    click.on = inside ? CLICK_MENU : CLICK_NOTHING;
    click.row = inside ? (size_t)(find_top(&app->menu, r) + line) : 0;
    return click;
}
