#include "app/command/command_run.h"
#include "ui/view/views.h"
#include "ui/widget/line.h"

#include <stdio.h>

enum { GAP_COLS = 2 };

/* The first word to show, so that the chosen one is in sight. */
static size_t find_first(const struct words *w, int chosen, int cols)
{
    size_t first = chosen > 0 ? (size_t)chosen : 0;
    int used = chosen > 0 ? draw_measure(w->items[first]) : 0;

    while (first > 0) {
        used += draw_measure(w->items[first - 1]) + GAP_COLS;
        if (used > cols)
            break;
        first--;
    }
    return first;
}

static void draw_words(const struct words *w, int chosen, struct rect r)
{
    struct rect room = rect_inset(r, 0, 1);
    size_t i = find_first(w, chosen, room.cols);
    int col = 0;

    if (i > 0)
        draw_glyph(r, 0, 0, ROLE_DIALOG_DIM, GLYPH_ELLIPSIS);
    for (; i < w->n && col < room.cols; i++)
        col += GAP_COLS +
               draw_text(room, 0, col, theme_select(ROLE_DIALOG, (int)i == chosen), w->items[i]);
    if (i < w->n || col - GAP_COLS >= room.cols)
        draw_glyph(r, 0, r.cols - 1, ROLE_DIALOG_DIM, GLYPH_ELLIPSIS);
}

void view_above_draw(const struct app *app, const char *wrong, const struct completion *c,
                     struct rect r)
{
    draw_clear_role(r, ROLE_DIALOG);
    if (wrong[0])
        draw_cell(r, 0, 0, r.cols, DRAW_LEFT, ROLE_DIALOG_DANGER, wrong);
    else if (c->words.n)
        draw_words(&c->words, app->line.choice < (int)c->words.n ? app->line.choice : -1, r);
    else
        draw_cell(rect_inset(r, 0, 1), 0, 0, r.cols - 2, DRAW_LEFT, ROLE_DIALOG_DIM, c->hint);
}

void view_pipe_draw(const struct app *app, struct rect r)
{
    struct rect above = rect_make(r.row - 1, r.col, r.row > 0, r.cols);
    bool armed = question_is_armed(&app->question, app_true_now(app));
    struct completion none = {.at = 0};
    char text[120];

    line_draw_prompt(&app->prompt.fields[0], r, "!");
    pipe_describe(app, text, sizeof(text));
    snprintf(none.hint, sizeof(none.hint), "%s%s", text, armed ? "   Enter runs it" : "");
    view_above_draw(app, app->prompt.error, &none, above);
}

void view_search_draw(const struct app *app, struct rect r)
{
    struct rect above = rect_make(r.row - 1, r.col, r.row > 0, r.cols);
    struct completion hint = {.hint = "a text (a capital makes case count), or re: and a "
                                      "regular expression"};

    line_draw_prompt(&app->prompt.fields[0], r, "/");
    view_above_draw(app, app->prompt.error, &hint, above);
}

void view_command_draw(const struct app *app, struct rect r)
{
    struct rect above = rect_make(r.row - 1, r.col, r.row > 0, r.cols);
    struct completion c;
    int used = line_draw_prompt(&app->prompt.fields[0], r, ":");
    int cols;

    command_run_complete(app, command_line_base(app), &c);
    cols = draw_measure(c.arguments);
    if (cols > 0 && used + cols + 3 < r.cols)
        draw_text(r, 0, r.cols - cols - 1, ROLE_DIM, c.arguments);
    view_above_draw(app, app->prompt.error, &c, above);
}
