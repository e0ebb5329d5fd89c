#include "app/blocker.h"
#include "ui/view/views.h"
#include "ui/widget/line.h"

#include <stdio.h>
#include <string.h>

enum { COUNT_COLS = 8 };

/* "key word" for each action of the pane in focus that has a word, as many as fit; the way out
 * stands at the right, always. */
static void draw_hints(const struct app *app, struct rect r)
{
    enum where where = app_where(app);
    const char *leave = app->focus == PANE_QUEUES && app->screen == SCREEN_NONE && !app->zoom &&
                                !app->queues.filter.n
                            ? "quit"
                            : "back";
    int col = 1, right = r.cols - (int)strlen(leave) - 3;

    for (int i = 0; i < ACT_COUNT; i++) {
        const struct action *a = action_get((enum action_id)i);
        bool hidden = blocker_hides(app, (enum action_id)i);
        char key[16];
        int cols;

        if (!a->footer || i == ACT_BACK || hidden || !(a->where & (int)where))
            continue;
        action_first_key((enum action_id)i, key);
        cols = (int)(strlen(key) + 1 + strlen(a->footer));
        if (col + cols + 1 > right)
            continue;
        draw_text(r, 0, col, ROLE_KEY, key);
        draw_text(r, 0, col + (int)strlen(key) + 1, ROLE_KEY_LABEL, a->footer);
        col += cols + 2;
    }
    draw_text(r, 0, right, ROLE_KEY, "q");
    draw_text(r, 0, right + 2, ROLE_KEY_LABEL, leave);
}

/* Over the way out, which Esc is not while there is one. */
static void draw_count(const struct count *c, struct rect r)
{
    char text[24];

    snprintf(text, sizeof(text), "%zu", c->n);
    draw_cell(r, 0, r.cols - COUNT_COLS, COUNT_COLS - 1, DRAW_RIGHT, ROLE_PROMPT, text);
}

/* The key that helps stands at the right, whatever is cut. */
static void draw_status(const struct status *s, enum role role, struct rect r)
{
    int hint = s->hint ? draw_measure(s->hint) + 2 : 0;

    if (hint + COUNT_COLS > r.cols)
        hint = 0;
    draw_cell(r, 0, 1, r.cols - 2 - hint, DRAW_LEFT, role, s->text);
    if (hint)
        draw_text(r, 0, r.cols + 1 - hint, ROLE_KEY, s->hint);
}

void view_footer_draw(const struct app *app, struct rect r)
{
    if (rect_is_empty(r))
        return;
    draw_fill(r, 0, 0, r.cols, ROLE_TEXT);
    if (view_prompt_is_open(app))
        view_prompt_draw(app, r);
    else if (app->status.kind == STATUS_ERROR)
        draw_status(&app->status, ROLE_ERROR, r);
    else if (app->status.kind == STATUS_INFO)
        draw_status(&app->status, ROLE_NOTICE, r);
    else
        draw_hints(app, r);
    if (app->count.pending)
        draw_count(&app->count, r);
}
