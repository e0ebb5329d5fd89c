#include "base/format.h"
#include "ui/views.h"

#include <stdio.h>

enum { MENU_COLS = 40, QUESTION_ROWS = 7, QUESTION_COLS = 70 };

/* A frame with a title in the middle of the screen; its inside comes back. */
static struct rect draw_frame(struct rect screen, int rows, int cols, const char *title)
{
    struct rect r = rect_center(screen, rows, cols);

    draw_clear_role(r, ROLE_DIALOG);
    if (r.rows < rows || r.cols < cols)
        return r;
    draw_box(r, ROLE_DIALOG_DIM);
    draw_text(r, 0, 2, ROLE_DIALOG_TITLE, title);
    return rect_inset(r, 1, 2);
}

static void draw_menu(const struct app *app, struct rect screen)
{
    const struct copy *c = &app->copy;
    struct copy_menu menu;
    struct rect r;

    copy_list(c, &menu);
    r = draw_frame(screen, (int)menu.n + 4, MENU_COLS,
                   c->of_queue ? " Copy of the queue " : " Copy ");
    for (size_t i = 0; i < menu.n; i++) {
        enum role role = i == c->selected ? ROLE_SELECTED : ROLE_DIALOG;
        char line[80];

        snprintf(line, sizeof(line), "%s %c  %s", i == c->selected ? glyph(GLYPH_MARKER) : " ",
                 menu.keys[i], menu.labels[i]);
        draw_cell(r, (int)i, 0, r.cols, DRAW_LEFT, role, line);
    }
    draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM, "Enter copies   Esc cancels");
}

static void draw_question(const struct app *app, struct rect screen)
{
    struct rect r =
        draw_frame(screen, QUESTION_ROWS, QUESTION_COLS, " Too long for the clipboard ");
    bool armed = app->now.mono_ms >= app->prompt.armed_at_mono_ms;
    struct format bytes, most;
    char line[160];

    snprintf(line, sizeof(line), "%s bytes: terminals take %s at most.",
             format_count(&bytes, (int64_t)app->copy.text.len),
             format_count(&most, COPY_BYTES_MAX));
    draw_cell(r, r.rows >= 5 ? 1 : 0, 0, r.cols, DRAW_LEFT, ROLE_DIALOG, line);
    snprintf(line, sizeof(line), "Write ./%s ?", app->copy.file);
    draw_cell(r, r.rows >= 5 ? 2 : 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG, line);
    draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
              armed ? "y writes it, for you alone to read   any other key cancels" : "");
}

void view_copy_draw(const struct app *app, struct rect screen)
{
    if (app->mode == MODE_COPY)
        draw_menu(app, screen);
    else if (app->mode == MODE_COPY_FILE)
        draw_question(app, screen);
}
