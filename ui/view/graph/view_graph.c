/* The screen with the graph of a queue: its title, the graph itself and what stands beside it. */
#include "ui/view/graph/view_graph.h"

#include "base/memory/array.h"
#include "ui/widget/graph.h"

#include <stdio.h>

enum {
    BRIEF_COLS = 60,  /* a verdict in words needs that many columns */
    BARE_ROWS = 4,    /* less than that has no axes, */
    BEHIND_ROWS = 10, /* labels of times on the axis, */
    ALONE_ROWS = 16,  /* nothing below the graph */
    TALL_ROWS = 36,   /* and only so many rows have a tall one */
    DATA_ROWS = 8,    /* of the usual graph, */
    TALL_DATA_ROWS = 12,
    DATA_STEP = 4,   /* and by so many it grows, that its ticks stay round */
    LEAST_ROWS = 5,  /* below it, before there are words */
    MOST_HEIGHT = 4, /* of one of them, with the blank line behind it */
    VERDICT_COLS = 26,
    BRIEF_VERDICT_COLS = 12
};

/* Whether it drains, in as many words as there is room for. */
static void add_verdict(const struct app *app, const struct queue_row *row, bool brief,
                        struct text_line *l)
{
    char text[80];

    view_drain_print(app, row, brief ? BRIEF_VERDICT_COLS : VERDICT_COLS, text, sizeof(text));
    text_line_add(l, "%s", text);
}

/* The value at the cursor with its time, or the newest; and what becomes of it. */
void view_graph_place(const struct app *app, char *out, size_t size)
{
    const struct queue_row *row = graph_screen_queue(app);
    struct graph_window w = graph_screen_window(app);
    int cursor = graph_screen_find_cursor(app, &w);
    bool brief = app->screen_pager.cols < BRIEF_COLS;
    struct text_line l = text_line(out, size);
    struct graph_extent extent;
    struct graph_track track;
    struct format time, count;
    double value;

    if (!row)
        return;
    queue_track_make(app, row->stats, TRACK_BACKLOG, &w, &track);
    graph_track_measure(&track, &extent);
    value = cursor < 0 ? extent.last : graph_track_read(&track, cursor);
    text_line_add(&l, "%s %s%s",
                  cursor < 0 ? "now"
                             : view_graph_print_time(&time, &w, graph_window_time(&w, cursor)),
                  format_count(&count, value < 0.0 ? -1 : graph_round(value)), brief ? " " : "  ");
    add_verdict(app, row, brief, &l);
}

/* What a column is, is said where it takes nothing away. */
void view_graph_title(const struct app *app, char *out, size_t size)
{
    const struct queue_row *row = graph_screen_queue(app);
    struct graph_window w = graph_screen_window(app);
    struct text_line l = text_line(out, size);
    char right[100], more[60];
    struct format f;

    if (!row) {
        text_line_add(&l, "Graph");
        return;
    }
    text_line_add(&l, "%s %s %s", FORMAT_NAME(row->queue->name), glyph(GLYPH_GAP),
                  format_duration(&f, app->graph_screen.range_ms));
    view_graph_place(app, right, sizeof(right));
    snprintf(more, sizeof(more), " %s a column is %s", glyph(GLYPH_GAP),
             format_duration(&f, w.column_ms));
    if (draw_measure(out) + draw_measure(more) + draw_measure(right) + VIEW_TITLE_RULE <=
        app->screen_pager.cols)
        text_line_add(&l, "%s", more);
}

static void put_beside(struct rect *r, enum role role, const char *before, double value,
                       const char *behind)
{
    struct rect line = rect_cut_top(r, 1);
    int64_t whole = value < 0.0 ? -1 : graph_round(value);
    struct format count;
    char text[80];

    snprintf(text, sizeof(text), "%s%s%s", before, format_count(&count, whole), behind);
    if (draw_measure(text) > line.cols)
        snprintf(text, sizeof(text), "%s%s%s", before, format_short(&count, whole), behind);
    draw_cell(line, 0, 0, line.cols, DRAW_LEFT, role, text);
}

/* Below the first row, where the seam has its word. */
static void draw_beside(const struct view_graph *v, struct rect r)
{
    const struct queue_row *dead = graph_screen_dead(v->app);
    struct graph_extent extent = v->readings.extents[TRACK_BACKLOG];

    rect_cut_left(&r, v->share.left + v->share.data + 1);
    rect_cut_top(&r, 1);
    if (extent.last < 0.0)
        return;
    put_beside(&r, ROLE_STRONG, "", extent.last, " now");
    if (dead)
        put_beside(&r, ROLE_GRAPH_BAD, "", (double)dead->stats->metrics.backlog_count, " dlq");
    rect_cut_top(&r, 1);
    put_beside(&r, ROLE_DIM, "max ", extent.most, "");
    put_beside(&r, ROLE_DIM, "min ", extent.least, "");
}

static void draw_data(const struct view_graph *v, struct rect r, bool below)
{
    const struct queue_row *dead = graph_screen_dead(v->app);
    bool has_axes = v->share.left && r.rows >= BARE_ROWS;
    int64_t turned_ms = balance_turned_ms(&v->balance);
    struct graph_threshold limits[ALERTING_LIMITS];
    struct graph_track dead_track;
    struct graph g = {.track = &v->backlog,
                      .thresholds = limits,
                      .n_thresholds = alerting_find_limits(v->app, v->row, "backlog", limits),
                      .signs = queue_track_signs(v->app),
                      .rows = has_axes ? r.rows - 1 - below : r.rows,
                      .left = has_axes ? v->share.left : 0,
                      .bare = !has_axes,
                      .has_times = has_axes,
                      .labels = below ? GRAPH_LABELS_BELOW : GRAPH_LABELS_BEHIND,
                      .is_turned = turned_ms >= 0,
                      .turn_ms = turned_ms,
                      .has_cursor = v->cursor >= 0,
                      .cursor = v->cursor};

    if (dead) {
        queue_track_make(v->app, dead->stats, TRACK_BACKLOG, &v->window, &dead_track);
        g.dead = &dead_track;
    }
    rect_cut_left(&r, has_axes ? 0 : v->share.left);
    graph_draw(r, &g, ROLE_GRAPH);
}

/* How the rows of the screen are shared: graph, rows, a rule with words below it. */
struct parts {
    int graph; /* with its axis */
    bool below;
    int n, height; /* of the rows, with the blank line between them where apart */
    bool apart;
    int facts;
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

static struct parts share_rows(const struct view_graph *v, int rows)
{
    struct parts p = {.graph = rows, .below = rows >= BEHIND_ROWS};
    int rest;

    if (rows < ALONE_ROWS || !v->share.left)
        return p;
    p.graph = (rows < TALL_ROWS ? DATA_ROWS : TALL_DATA_ROWS) + 1 + p.below;
    rest = rows - p.graph - 1;
    p.facts = least(view_graph_count_facts(v), rest > LEAST_ROWS ? rest - LEAST_ROWS : 0);
    rest -= p.facts;
    p.n = least(rest, VIEW_GRAPH_ROWS);
    p.height = least(rest / p.n, MOST_HEIGHT);
    rest -= p.n * p.height;
    p.apart = p.height > 1;
    p.height -= p.apart;
    p.graph += rest / DATA_STEP * DATA_STEP;
    return p;
}

static void draw_parts(const struct view_graph *v, struct rect r)
{
    struct parts p = share_rows(v, r.rows);
    struct rect graph = rect_cut_top(&r, p.graph);

    draw_data(v, graph, p.below);
    if (v->share.right > 1 && p.below)
        draw_beside(v, graph);
    if (!p.n)
        return;
    view_graph_rows_draw(v, rect_cut_top(&r, p.n * (p.height + p.apart)), p.n, p.height, p.apart);
    view_title_draw(rect_cut_top(&r, 1), false, "What it says", "in and out share a scale");
    view_graph_facts_draw(v, r);
}

void view_graph_draw(const struct app *app, struct rect r)
{
    struct view_graph v = {.app = app,
                           .row = graph_screen_queue(app),
                           .share = graph_screen_share(r.cols),
                           .window = graph_screen_window(app)};

    if (!v.row) {
        view_notice_draw(r, ROLE_DIM, "This queue is not in the list any more.");
        return;
    }
    v.cursor = graph_screen_find_cursor(app, &v.window);
    graph_screen_read(app, v.row->stats, &v.window, &v.readings);
    queue_track_make(app, v.row->stats, TRACK_BACKLOG, &v.window, &v.backlog);
    v.balance = queue_balance_find(app, v.row);
    queue_balance_explain(app, v.row, &v.balance, &v.says);
    draw_parts(&v, r);
}
