#include "app/blocker.h"
#include "base/memory/array.h"
#include "ui/view/views.h"
#include "ui/widget/line.h"

#include <stdio.h>
#include <string.h>

enum { COUNT_COLS = 8, KEY_BYTES = 16 };

/* On the screen that the key opened it says nothing new: the way out stands at the right. */
static bool is_there(const struct app *app, enum action_id id)
{
    return (id == ACT_DESCRIBE && app->screen == SCREEN_QUEUE) ||
           (id == ACT_INFO && app->screen == SCREEN_MESSAGE);
}

/* There is nothing to fold in a text, and no next match before something was searched for. */
static bool is_idle(const struct app *app, enum action_id id)
{
    const struct pager *p = app->screen == SCREEN_NONE ? &app->body.pager : &app->screen_pager;

    return (id == ACT_FOLD && !pager_has_cursor(p)) || (id == ACT_SEARCH_NEXT && !p->needle[0]);
}

/* In the list of groups keys are about groups: others are in the way there.  NULL: not in the
 * footer. */
static const char *name_for_groups(const struct app *app, enum action_id id)
{
    static const struct {
        enum action_id id;
        const char *word;
    } words[] = {{ACT_HELP, "help"},    {ACT_OPEN_BODY, "open group"}, {ACT_MARK, "mark all"},
                 {ACT_ACK, "ack"},      {ACT_RETRY, "retry"},          {ACT_EXTEND, "extend"},
                 {ACT_EXPORT, "export"}};

    if (id == ACT_GROUP_BY)
        return app->groups.by == GROUPING_ERROR ? "by shape" : "by error";
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (words[i].id == id)
            return words[i].word;
    return NULL;
}

/* In help its own keys stand there, and the line that asks it. */
static const char *name_in_help(enum action_id id)
{
    const struct action *a = action_get(id);

    if (id == ACT_HELP)
        return "close";
    if (id == ACT_COMMAND)
        return "command";
    return a->where == IN_ALL ? NULL : a->footer;
}

/* A graph is looked for where queues are.  NULL: not in the footer. */
static const char *name_word(const struct app *app, enum action_id id)
{
    if ((id == ACT_GRAPH && app_where(app) != IN_QUEUES) || is_there(app, id) || is_idle(app, id))
        return NULL;
    if (app_where(app) == IN_HELP)
        return name_in_help(id);
    return app->focus == PANE_MESSAGES && groups_are_shown(app) ? name_for_groups(app, id)
                                                                : action_get(id)->footer;
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

/* false: it has no key. */
static bool add(struct hints *h, enum action_id id, const char *word)
{
    struct hint *hint = &h->items[h->n];

    *hint = (struct hint){.id = id, .word = word};
    action_first_key(id, hint->key);
    hint->cols = draw_measure(hint->key) + 1 + draw_measure(word);
    h->n += hint->key[0] != '\0';
    return hint->key[0] != '\0';
}

static const char *name_way_out(const struct app *app)
{
    return app->focus == PANE_QUEUES && app->screen == SCREEN_NONE && !app->zoom &&
                   !app->queues.filter.n
               ? "quit"
               : "back";
}

/* Puts them side by side: those that look before those that change the server. */
static void place(struct hints *h)
{
    int col = 1;

    for (int write = 0; write < 2; write++)
        for (int i = 0; i < h->n; i++) {
            struct hint *hint = &h->items[i];

            if (hint->id == ACT_BACK || ((action_get(hint->id)->flags & IS_WRITE) != 0) != write)
                continue;
            hint->col = col;
            col += hint->cols + 2;
        }
}

/* "key word" for each action of the pane in focus that has a word, as many as fit in the order of
 * the table.  The way out stands at the right, always. */
static void lay(struct hints *h, const struct app *app, int cols)
{
    int room = cols - 2;

    h->n = 0;
    if (add(h, ACT_BACK, name_way_out(app))) {
        h->items[0].col = cols - h->items[0].cols - 1;
        room -= h->items[0].cols + 2;
    }
    for (int i = 0; i < ACT_COUNT; i++) {
        const struct action *a = action_get((enum action_id)i);
        const char *word = name_word(app, (enum action_id)i);

        if (!word || i == ACT_BACK || blocker_hides(app, (enum action_id)i) ||
            !(a->where & (int)app_where(app)) || !add(h, (enum action_id)i, word))
            continue;
        if (h->items[h->n - 1].cols > room)
            h->n--;
        else
            room -= h->items[h->n - 1].cols + 2;
    }
    place(h);
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
