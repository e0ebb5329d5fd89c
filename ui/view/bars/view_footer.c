#include "app/blocker.h"
#include "ui/view/views.h"
#include "ui/widget/line.h"

#include <stdio.h>
#include <string.h>

enum { COUNT_COLS = 8, KEY_BYTES = 16 };

/* Enter goes into a group where there are groups.  A graph is looked for where queues are.  NULL:
 * not in the footer. */
static const char *name_word(const struct app *app, enum action_id id)
{
    if (id == ACT_GRAPH && app_where(app) != IN_QUEUES)
        return NULL;
    return id == ACT_OPEN_BODY && groups_are_shown(app) ? "group" : action_get(id)->footer;
}

/* A key and its word in the footer. */
struct hint {
    enum action_id id;
    char key[KEY_BYTES];
    const char *word;
    int col, cols;
};

struct hints {
    struct hint items[ACT_COUNT];
    int n;
};

static void add(struct hints *h, enum action_id id, const char *word, int col)
{
    struct hint *hint = &h->items[h->n];

    *hint = (struct hint){.id = id, .word = word, .col = col};
    action_first_key(id, hint->key);
    hint->cols = draw_measure(hint->key) + 1 + draw_measure(word);
    h->n += hint->key[0] != '\0';
}

static const char *name_way_out(const struct app *app)
{
    return app->focus == PANE_QUEUES && app->screen == SCREEN_NONE && !app->zoom &&
                   !app->queues.filter.n
               ? "quit"
               : "back";
}

/* "key word" for each action of the pane in focus that has a word, as many as fit; the way out
 * stands at the right, always. */
static void lay(struct hints *h, const struct app *app, int cols)
{
    enum where where = app_where(app);
    int col = 1, right = cols;

    h->n = 0;
    add(h, ACT_BACK, name_way_out(app), 0);
    if (h->n)
        right = h->items[0].col = cols - h->items[0].cols - 1;
    for (int i = 0; i < ACT_COUNT; i++) {
        const struct action *a = action_get((enum action_id)i);
        const char *word = name_word(app, (enum action_id)i);
        int n = h->n;

        if (!word || i == ACT_BACK || blocker_hides(app, (enum action_id)i) ||
            !(a->where & (int)where))
            continue;
        add(h, (enum action_id)i, word, col);
        if (h->n > n && col + h->items[n].cols + 1 > right)
            h->n = n;
        col += h->n > n ? h->items[n].cols + 2 : 0;
    }
}

static void draw_hints(const struct app *app, struct rect r)
{
    struct hints h;

    lay(&h, app, r.cols);
    for (int i = 0; i < h.n; i++) {
        const struct hint *hint = &h.items[i];

        draw_text(r, 0, hint->col, ROLE_KEY, hint->key);
        draw_text(r, 0, hint->col + draw_measure(hint->key) + 1, ROLE_KEY_LABEL, hint->word);
    }
}

static bool has_hints(const struct app *app)
{
    return !view_prompt_is_open(app) && app->status.kind == STATUS_NONE;
}

enum action_id view_footer_find(const struct app *app, struct rect r, int col)
{
    struct hints h;

    lay(&h, app, r.cols);
    for (int i = 0; i < h.n && has_hints(app); i++)
        if (col >= h.items[i].col && col < h.items[i].col + h.items[i].cols)
            return h.items[i].id;
    return ACT_NONE;
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
    if (app->count.pending && !app->count.lone)
        draw_count(&app->count, r);
}
