/* The question before messages are acknowledged or retried. */
#include "app/acknowledge.h"
#include "ui/dialog.h"
#include "ui/term.h"
#include "ui/views.h"

#include <stdio.h>

enum { MORE_ROWS = 5 }; /* the frame, a blank row, the fields, the keys */

static void print_keys(const struct app *app, char *out, size_t size)
{
    const struct confirm *c = &app->confirm;
    const char *does = app->errands.asked[ROAD_LEASE].deed == DEED_RETRY ? "retries" : "deletes";

    if (c->n == 1)
        snprintf(out, size, "y %s   Enter or Esc cancels", does);
    else
        snprintf(out, size, "%zu and Enter %s   Enter alone or Esc cancels", c->n, does);
}

static void draw_fields(const struct app *app, struct rect r, int row)
{
    const struct prompt *p = &app->prompt;
    int col = draw_text(r, row, 0, app->confirm.edited ? ROLE_DIALOG : ROLE_SELECTED, "[ Cancel ]");

    col += 3;
    for (int i = 0; i < PROMPT_FIELDS && p->fields[i].label; i++)
        col = dialog_draw_field(&p->fields[i], i == p->active, r, row, col);
}

void view_confirm_draw(const struct app *app, struct rect screen)
{
    struct ask_text text;
    struct rect r;
    char keys[80];
    int top;

    acknowledge_describe(app, &text);
    r = dialog_draw_frame(screen, text.n + MORE_ROWS, DIALOG_COLS, text.title);
    top = r.rows > text.n + 3 ? 1 : 0;
    for (int i = 0; i < text.n && top + i < r.rows - 2; i++)
        draw_cell(r, top + i, 0, r.cols, DRAW_LEFT, i < 2 ? ROLE_DIALOG_WARN : ROLE_DIALOG,
                  text.lines[i]);
    draw_fields(app, r, r.rows - 2);
    print_keys(app, keys, sizeof(keys));
    if (app->prompt.error[0])
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DANGER, app->prompt.error);
    else if (app->now.mono_ms >= app->prompt.armed_at_mono_ms)
        draw_cell(r, r.rows - 1, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DIM, keys);
}
