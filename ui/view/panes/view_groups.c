#include "app/show/group/group_name.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "ui/view/views.h"
#include "ui/widget/table.h"

#include <stdio.h>
#include <string.h>

enum {
    BAR_COLS = 8,
    WIDE_BAR_COLS = 20,
    WIDE_COLS = 110,  /* the pane has room for that */
    MARGIN_COLS = 60, /* and from here on for a blank column at the right */
    LIMIT_COLS = 8,
    NAME_COLS = 8 /* of a queue's name, at least */
};

enum { G_COUNT, G_BAR, G_WHAT, G_SINCE, G_LIMIT, G_COLS };

static const struct column columns[] = {
    [G_COUNT] = {"COUNT", 5, 0, 0, DRAW_RIGHT, 1},
    [G_BAR] = {"", BAR_COLS, 0, 1, DRAW_LEFT, 2},
    [G_WHAT] = {"ERROR", 0, 14, 0, DRAW_LEFT, 2},
    [G_SINCE] = {"SINCE", 0, 0, 2, DRAW_RIGHT, 2},
    [G_LIMIT] = {"AT LIMIT", LIMIT_COLS, 0, 3, DRAW_LEFT, 2},
};
_Static_assert(ARRAY_LEN(columns) == G_COLS, "every column is there");

/* What becomes of a message behind its last attempt. */
static bool is_deleted(const struct app *app)
{
    const struct queue_row *row = app_open_queue(app);

    return !row || !queue_find_dlq(row->queue);
}

/* "9 → DELETED" */
static void fill_limit(const struct app *app, const struct group *g, struct cell *c)
{
    bool deleted = is_deleted(app);
    struct format n;

    if (!g->n_limits)
        cell_set(c, ROLE_DIM, "-");
    else if (!g->at_limit)
        cell_set(c, ROLE_DIM, "0");
    else
        snprintf(c->text, sizeof(c->text), "%s %s %s", format_count(&n, (int64_t)g->at_limit),
                 glyph(GLYPH_RIGHT), deleted ? "DELETED" : "DLQ");
    if (g->at_limit)
        c->role = deleted ? ROLE_ERROR : ROLE_TEXT;
}

static void draw_bar(const struct app *app, const struct table *t, const struct group *g,
                     struct rect r, int y, bool bar)
{
    int width = t->columns[G_BAR].width, from = table_place(t, G_BAR);
    size_t all = app->groups.made.n_rows;
    int cols = (int)((2 * g->n * (size_t)width + all) / (2 * all));

    for (int i = 0; i < (cols ? cols : 1) && from >= 0; i++)
        draw_glyph(r, y, from + i, theme_select(ROLE_SPARK, bar), GLYPH_BAR);
}

static void draw_row(const struct app *app, const struct table *t, size_t i, struct rect r, int y)
{
    const struct group *g = &app->groups.made.items[i];
    bool selected = i == app->groups.list.selected, focused = app->focus == PANE_MESSAGES;
    const char *(*cut)(char *, const char *, size_t, int) =
        app->groups.by == GROUPING_SHAPE ? group_name_cut_shape : group_name_cut;
    char name[GROUP_NAME_BYTES];
    struct cell cells[G_COLS];
    struct format f;

    cell_set(&cells[G_COUNT], ROLE_STRONG, format_count(&f, (int64_t)g->n));
    cell_set(&cells[G_BAR], ROLE_TEXT, "");
    cell_set(&cells[G_WHAT], g->is_named ? ROLE_TEXT : ROLE_DIM,
             cut(name, g->text, g->shared, t->columns[G_WHAT].width));
    cell_set(&cells[G_SINCE], ROLE_TEXT,
             times_print(&f, app->times, g->oldest_ms, app->now.wall_ms));
    fill_limit(app, g, &cells[G_LIMIT]);
    table_draw_row(t, r, y, cells, selected, focused);
    draw_bar(app, t, g, r, y, selected && focused);
    if (groups_is_marked(app, i))
        draw_glyph(r, y, 1, theme_select(ROLE_MARKED, selected && focused), GLYPH_MARKED);
}

/* As wide as what the widest of the rows has to say; of is the heading of the bars. */
static void size_columns(const struct app *app, struct column shown[G_COLS], int cols, char of[16])
{
    const struct group_list *made = &app->groups.made;
    struct cell limit = {.text = ""};
    struct format f;
    size_t most = 0;

    memcpy(shown, columns, sizeof(columns));
    for (size_t i = 0; i < made->n; i++)
        most = made->items[i].at_limit > made->items[most].at_limit ? i : most;
    if (made->n) {
        int count = (int)strlen(format_count(&f, (int64_t)made->items[0].n));

        shown[G_COUNT].width = count > shown[G_COUNT].width ? count : shown[G_COUNT].width;
        fill_limit(app, &made->items[most], &limit);
    }
    if (draw_measure(limit.text) > LIMIT_COLS)
        shown[G_LIMIT].width = draw_measure(limit.text);
    if (cols >= WIDE_COLS)
        shown[G_BAR].width = WIDE_BAR_COLS;
    snprintf(of, 16, "OF %s", format_short(&f, (int64_t)made->n_rows));
    shown[G_BAR].title = of;
    shown[G_SINCE].width = times_cols(app->times);
    if (app->groups.by == GROUPING_SHAPE)
        shown[G_WHAT].title = "SHAPE";
}

void view_groups_draw(const struct app *app, struct rect r, const struct frame *f)
{
    const struct list *l = &app->groups.list;
    struct column shown[G_COLS];
    struct table table = {.columns = shown, .n = G_COLS, .left = 2};
    char of[16];

    size_columns(app, shown, r.cols, of);
    table_fit(&table, r.cols - (r.cols >= MARGIN_COLS));
    if (frame_has_heading(f, PANE_MESSAGES))
        table_draw_head(&table, rect_cut_top(&r, 1), 0);
    for (size_t i = l->top; i < l->n && i - l->top < l->height; i++)
        draw_row(app, &table, i, r, (int)(i - l->top));
}

/* How many messages these are, of how many there are. */
static void describe_messages(const struct app *app, struct text_line *l)
{
    const struct messages *m = &app->messages;
    const struct queue_row *queue = app_open_queue(app);
    size_t pulled = m->n_pulled_rows - m->n_over_rows, peeked = m->n_rows - m->n_pulled_rows;
    const char *gap = glyph(GLYPH_GAP);
    struct format n, all;

    if (m->filter.n)
        text_line_add(l, " %s %zu of %zu shown", gap, m->n_view, m->n_rows);
    if (m->peek && (peeked || !m->n_pulled_rows)) {
        text_line_add(l, " %s %s", gap, format_count(&n, (int64_t)peeked));
        if (queue && queue->stats->metrics.backlog_count >= 0)
            text_line_add(l, " of ~%s", format_count(&all, queue->stats->metrics.backlog_count));
        text_line_add(l, " peeked");
    }
    if (pulled)
        text_line_add(l, " %s PULLED %zu", gap, pulled);
}

static void describe_with(const struct app *app, const char *name, char *out, size_t size)
{
    size_t marked = marks_count(&app->marks, &app->messages);
    const struct filter *filter = &app->messages.filter;
    struct text_line l = text_line(out, size);
    const char *gap = glyph(GLYPH_GAP);
    struct format n;

    text_line_add(&l, "2 Groups %s %s by %s", format_count(&n, (int64_t)app->groups.made.n), gap,
                  groups_words()[app->groups.by]);
    if (marked)
        text_line_add(&l, " %s %zu marked", gap, marked);
    describe_messages(app, &l);
    if (name[0])
        text_line_add(&l, " %s %s", gap, name);
    if (filter->n)
        text_line_add(&l, " %s /%s", gap, filter->text);
}

/* The name of the queue, which stands in its list too, is cut first. */
void view_groups_describe(const struct app *app, int cols, char *out, size_t size)
{
    const struct queue_row *queue = app_open_queue(app);
    struct format_name name = {""};
    int over;

    if (queue)
        format_name(&name, queue->queue->name);
    describe_with(app, name.s, out, size);
    over = draw_measure(out) - cols;
    if (over > 0 && name.s[0]) {
        int keep = draw_measure(name.s) - over;
        char shorter[GROUP_NAME_BYTES];

        group_name_cut(shorter, name.s, 0, keep > NAME_COLS ? keep : NAME_COLS);
        describe_with(app, shorter, out, size);
    }
}
