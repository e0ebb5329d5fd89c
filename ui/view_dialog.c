#include "app/extend.h"
#include "app/open.h"
#include "base/format.h"
#include "ui/dialog.h"
#include "ui/views.h"

#include <stdio.h>
#include <string.h>

enum { DIALOG_ROWS = 7, PULL_ROWS = 8, FILE_COLS = 70 };

static bool is_armed(const struct app *app)
{
    return app->now.mono_ms >= app->prompt.armed_at_mono_ms;
}

static void draw_pull(const struct app *app, struct rect screen)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    const struct prompt *p = &app->prompt;
    struct pull_text text;
    char title[120];
    struct rect r;
    int col = 0;

    snprintf(title, sizeof(title), " Pull from %s ", FORMAT_NAME(row ? row->queue->name : "?"));
    r = dialog_draw_frame(screen, PULL_ROWS, DIALOG_COLS, title);
    for (int i = 0; i < PROMPT_FIELDS && p->fields[i].label; i++)
        col = dialog_draw_field(&p->fields[i], i == p->active, r, r.rows >= 5 ? 1 : 0, col);
    open_describe_pull(app, &text);
    draw_cell(r, r.rows >= 5 ? 2 : 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, text.price);
    draw_cell(r, r.rows >= 5 ? 3 : 2, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, text.ends);
    if (p->error[0])
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DANGER, p->error);
    else
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
                  is_armed(app) ? "Enter pulls   Tab next field   Esc cancels" : "");
}

static void draw_extend(const struct app *app, struct rect screen)
{
    struct rect r = dialog_draw_frame(screen, DIALOG_ROWS, DIALOG_COLS, " Extend leases ");
    char text[160];

    dialog_draw_field(&app->prompt.fields[0], true, r, r.rows >= 5 ? 1 : 0, 0);
    extend_describe(app, text, sizeof(text));
    draw_cell(r, r.rows >= 5 ? 2 : 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, text);
    if (app->prompt.error[0])
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DANGER, app->prompt.error);
    else
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
                  is_armed(app) ? "Enter extends   Esc cancels" : "");
}

static void draw_quit(const struct app *app, struct rect screen)
{
    struct rect r = dialog_draw_frame(screen, DIALOG_ROWS, DIALOG_COLS, " Quit ");
    char text[100];

    if (app->config.keep_leases)
        snprintf(text, sizeof(text), "%zu lease%s held (--keep-leases). Quit?", app->leases.n,
                 app->leases.n == 1 ? " stays" : "s stay");
    else
        snprintf(text, sizeof(text), "%zu lease%s held. Release %s and quit?", app->leases.n,
                 app->leases.n == 1 ? " is" : "s are", app->leases.n == 1 ? "it" : "them");
    draw_cell(r, r.rows >= 5 ? 1 : 0, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, text);
    draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
              is_armed(app) ? "y quits   any other key stays" : "");
}

static void draw_orphans(const struct app *app, struct rect screen)
{
    struct rect r =
        dialog_draw_frame(screen, DIALOG_ROWS, DIALOG_COLS, " Leases of an earlier run ");
    char text[160];

    orphans_describe(app, text, sizeof(text));
    draw_cell(r, r.rows >= 5 ? 1 : 0, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_WARN, text);
    draw_cell(r, r.rows >= 5 ? 2 : 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG,
              "Until they end their messages are hidden from consumers.");
    draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
              is_armed(app) ? "Y or Enter releases   n leaves them" : "");
}

static void draw_copy_file(const struct app *app, struct rect screen)
{
    struct rect r =
        dialog_draw_frame(screen, DIALOG_ROWS, FILE_COLS, " Too long for the clipboard ");
    struct format bytes, most;
    char line[160];

    snprintf(line, sizeof(line), "%s bytes: terminals take %s at most.",
             format_count(&bytes, (int64_t)app->copy.text.len),
             format_count(&most, COPY_BYTES_MAX));
    draw_cell(r, r.rows >= 5 ? 1 : 0, 0, r.cols, DRAW_LEFT, ROLE_DIALOG, line);
    snprintf(line, sizeof(line), "Write ./%s ?", app->copy.file);
    draw_cell(r, r.rows >= 5 ? 2 : 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG, line);
    draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM,
              is_armed(app) ? "y writes it, for you alone to read   any other key cancels" : "");
}

void view_dialog_draw(const struct app *app, struct rect screen)
{
    if (app->mode == MODE_PULL)
        draw_pull(app, screen);
    else if (app->mode == MODE_EXTEND)
        draw_extend(app, screen);
    else if (app->mode == MODE_QUIT)
        draw_quit(app, screen);
    else if (app->mode == MODE_MENU)
        view_menu_draw(app, screen);
    else if (app->mode == MODE_CONFIRM)
        view_confirm_draw(app, screen);
    else if (app->mode == MODE_ORPHANS)
        draw_orphans(app, screen);
    else if (app->mode == MODE_COPY_FILE)
        draw_copy_file(app, screen);
}
