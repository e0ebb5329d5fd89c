#include "app/open.h"
#include "ui/term.h"
#include "ui/views.h"

#include <stdio.h>
#include <string.h>

enum { DIALOG_ROWS = 7, DIALOG_COLS = 64, FIELD_COLS = 10 };

static bool is_armed(const struct app *app)
{
    return app->now.mono_ms >= app->prompt.armed_at_mono_ms;
}

struct rect view_dialog_frame(struct rect screen, int rows, int cols, const char *title)
{
    struct rect r = rect_center(screen, rows, cols);

    draw_clear_role(r, ROLE_DIALOG);
    if (r.rows < rows)
        return r;
    draw_box(r, ROLE_DIALOG_DIM);
    draw_cell(rect_inset(r, 0, 2), 0, 0,
              draw_measure(title) < r.cols - 4 ? draw_measure(title) : r.cols - 4, DRAW_LEFT,
              ROLE_DIALOG_TITLE, title);
    return rect_inset(r, 1, 2);
}

static int draw_field(const struct field *f, bool active, struct rect r, int row, int col)
{
    col += draw_text(r, row, col, ROLE_DIALOG, f->label) + 1;
    draw_cell(r, row, col, FIELD_COLS, DRAW_LEFT, active ? ROLE_SELECTED : ROLE_DIALOG, f->text);
    if (active)
        term_set_cursor(r.row + row, r.col + col + draw_measure(f->text));
    return col + FIELD_COLS + 3;
}

static void draw_pull(const struct app *app, struct rect screen)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    const struct prompt *p = &app->prompt;
    char title[120], price[300];
    struct rect r;
    int col = 0;

    snprintf(title, sizeof(title), " Pull from %.60s ", row ? row->queue->name : "?");
    r = view_dialog_frame(screen, DIALOG_ROWS, DIALOG_COLS, title);
    for (int i = 0; i < PROMPT_FIELDS && p->fields[i].label; i++)
        col = draw_field(&p->fields[i], i == p->active, r, r.rows >= 5 ? 1 : 0, col);
    open_describe_pull(app, price, sizeof(price));
    draw_cell(r, r.rows >= 5 ? 2 : 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, price);
    if (p->error[0])
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DANGER, p->error);
    else
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
                  is_armed(app) ? "Enter pulls   Tab next field   Esc cancels" : "");
}

static void draw_quit(const struct app *app, struct rect screen)
{
    struct rect r = view_dialog_frame(screen, DIALOG_ROWS, DIALOG_COLS, " Quit ");
    char text[100];

    snprintf(text, sizeof(text), "%zu lease%s held. Release %s and quit?", app->leases.n,
             app->leases.n == 1 ? " is" : "s are", app->leases.n == 1 ? "it" : "them");
    draw_cell(r, r.rows >= 5 ? 1 : 0, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, text);
    draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
              is_armed(app) ? "y quits   any other key stays" : "");
}

void view_dialog_draw(const struct app *app, struct rect screen)
{
    term_set_cursor(-1, 0);
    if (app->mode == MODE_PULL)
        draw_pull(app, screen);
    else if (app->mode == MODE_QUIT)
        draw_quit(app, screen);
    else if (app->mode == MODE_MENU)
        view_menu_draw(app, screen);
    else if ((app->mode == MODE_SEARCH || app->mode == MODE_FILTER) && screen.rows > 0)
        term_set_cursor(screen.row + screen.rows - 1,
                        screen.col + 2 + draw_measure(app->prompt.fields[0].text));
}
