#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "ui/view/views.h"
#include "ui/widget/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL "error: " /* says nothing where it is the rule */

enum { ERROR_BYTES = 280 };

enum { G_COUNT, G_NEWEST, G_OLDEST, G_ATTEMPTS, G_WHAT, G_COLS };

static const struct column columns[] = {
    [G_COUNT] = {"COUNT", 7, 0, 4, DRAW_RIGHT, 1},
    [G_NEWEST] = {"NEWEST", 0, 0, 2, DRAW_RIGHT, 1},
    [G_OLDEST] = {"OLDEST", 0, 0, 3, DRAW_RIGHT, 1},
    [G_ATTEMPTS] = {"ATT", 5, 0, 1, DRAW_LEFT, 1},
    [G_WHAT] = {"ERROR, SHAPE", 0, 14, 0, DRAW_LEFT, 1},
};
_Static_assert(ARRAY_LEN(columns) == G_COLS, "every column is there");

static void fill_attempts(const struct group *g, struct cell *c)
{
    if (g->least_attempts < 0)
        cell_set(c, ROLE_TEXT, "-");
    else if (g->least_attempts == g->most_attempts)
        snprintf(c->text, sizeof(c->text), "%lld", (long long)g->least_attempts);
    else
        snprintf(c->text, sizeof(c->text), "%lld-%lld", (long long)g->least_attempts,
                 (long long)g->most_attempts);
    c->role = ROLE_TEXT;
}

/* An error and a shape share the width, so that groups of one error can be told apart. */
static void fill_both(const struct group_kind *kind, int width, struct cell *c)
{
    const char *error = kind->error_text;
    struct dtext part;

    if (!strncmp(error, LABEL, strlen(LABEL)))
        error += strlen(LABEL);
    dtext_make_cell(&part, error, width * 3 / 5);
    snprintf(c->text, sizeof(c->text), "%.*s %s %s", ERROR_BYTES, part.s, glyph(GLYPH_GAP),
             kind->shape_text);
    c->role = ROLE_TEXT;
}

/* What its messages have in common. */
static void fill_what(enum grouping by, const struct group_kind *kind, int width, struct cell *c)
{
    if (by == GROUPING_SHAPE || (by == GROUPING_BOTH && !kind->error))
        cell_set(c, ROLE_DIM, kind->shape_text);
    else if (by == GROUPING_BOTH)
        fill_both(kind, width, c);
    else
        cell_set(c, kind->error ? ROLE_TEXT : ROLE_DIM,
                 kind->error ? kind->error_text : "no error");
}

static void draw_row(const struct app *app, const struct table *t, size_t i, bool marked,
                     struct rect r, int y)
{
    const struct groups *g = &app->groups;
    const struct group *group = &g->items[i];
    bool selected = i == g->list.selected, focused = app->focus == PANE_MESSAGES;
    struct cell cells[G_COLS];
    struct format f;

    cell_set(&cells[G_COUNT], ROLE_STRONG, format_count(&f, (int64_t)group->n));
    cell_set(&cells[G_NEWEST], ROLE_TEXT,
             times_print(&f, app->times, group->newest_ms, app->now.wall_ms));
    cell_set(&cells[G_OLDEST], ROLE_TEXT,
             times_print(&f, app->times, group->oldest_ms, app->now.wall_ms));
    fill_attempts(group, &cells[G_ATTEMPTS]);
    fill_what(g->by, group->kind, t->columns[G_WHAT].width, &cells[G_WHAT]);
    table_draw_row(t, r, y, cells, selected, focused);
    if (marked)
        draw_glyph(r, y, 0, theme_select(ROLE_MARKED, selected && focused), GLYPH_MARKED);
}

void view_groups_draw(const struct app *app, struct rect r, const struct frame *f)
{
    static const char *const what[] = {[GROUPING_OFF] = "",
                                       [GROUPING_BOTH] = "ERROR, SHAPE",
                                       [GROUPING_SHAPE] = "SHAPE",
                                       [GROUPING_ERROR] = "ERROR"};
    _Static_assert(ARRAY_LEN(what) == GROUPING_COUNT, "every grouping has its heading");
    const struct list *l = &app->groups.list;
    struct column shown[G_COLS];
    bool *marked;
    struct table table = {
        .columns = shown, .n = G_COLS, .left = 2, .sorted = G_COUNT + 1, .descending = true};

    memcpy(shown, columns, sizeof(shown));
    shown[G_NEWEST].width = shown[G_OLDEST].width = times_cols(app->times);
    shown[G_WHAT].title = what[app->groups.by];
    table_fit(&table, r.cols);
    if (frame_has_heading(f, PANE_MESSAGES))
        table_draw_head(&table, rect_cut_top(&r, 1), 0);
    marked = groups_list_marked(app);
    for (size_t i = l->top; i < l->n && i - l->top < l->height; i++)
        draw_row(app, &table, i, marked[i], r, (int)(i - l->top));
    free(marked);
}
