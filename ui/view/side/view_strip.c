#include "app/show/queue/queue_balance.h"
#include "app/show/queue/queue_track.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "ui/view/graph/view_graph.h"
#include "ui/widget/graph.h"

#include <stdio.h>
#include <string.h>

enum {
    HOUR_MS = 3600000,
    AXIS_COLS = 7,
    AXES_ROWS = 4, /* axes need that many rows, and that many columns */
    AXES_COLS = 24,
    GUTTER_COLS = 12, /* beside the graph, where so much is left: what it says */
    GUTTER_FROM = 80,
    WITH_ROWS = 14,  /* so many rows have below the graph what came and went, */
    ALONE_ROWS = 10, /* which leaves so many to the graph, */
    LIMIT_ROWS = 3,  /* a threshold needs that many */
    NAME_COLS = 8    /* and their names are as wide as an axis */
};

/* What a column is, is said where it takes nothing away. */
static void draw_title(const struct queue_row *row, const struct graph_track *track,
                       bool has_gutter, struct rect r)
{
    int64_t column_ms = track->window.column_ms;
    struct format now, min, max, f;
    struct graph_extent extent;
    char left[200], right[160] = "", more[60];
    struct text_line l = text_line(left, sizeof(left)), l_right;

    text_line_add(&l, "%s %s backlog %s %s", FORMAT_NAME(row->queue->name), glyph(GLYPH_GAP),
                  glyph(GLYPH_GAP), format_span(&f, column_ms * track->window.columns));
    if (graph_track_measure(track, &extent)) {
        format_count(&now, graph_round(extent.last));
        format_count(&min, graph_round(extent.least));
        format_count(&max, graph_round(extent.most));
        l_right = text_line(right, sizeof(right));
        if (!has_gutter)
            text_line_add(&l_right, "now %s  ", now.s);
        text_line_add(&l_right, "min %s  max %s", min.s, max.s);
    }
    snprintf(more, sizeof(more), " %s a column is %s", glyph(GLYPH_GAP),
             format_duration(&f, column_ms));
    if (draw_measure(left) + draw_measure(more) + draw_measure(right) + VIEW_TITLE_RULE <= r.cols)
        text_line_add(&l, "%s", more);
    view_title_draw(r, false, left, right);
}

/* What comes and goes a minute, as far as analytics know it: in, and below it out. */
static void draw_flows(const struct app *app, const struct queue_row *row, struct rect r)
{
    static const struct {
        const char *name;
        enum history_action action;
    } flows[] = {{"in", HISTORY_WRITTEN}, {"out", HISTORY_DELIVERED}};
    struct balance b = queue_balance_find(app, row);
    int64_t turned_ms = balance_turned_ms(&b);

    for (int i = 0; i < (int)ARRAY_LEN(flows) && i < r.rows && b.kind != BALANCE_UNKNOWN; i++) {
        bool turned = turned_ms >= 0 && b.turned_ms[flows[i].action] == turned_ms;
        struct format rate;
        char text[60];

        snprintf(text, sizeof(text), "%-3s %s", flows[i].name,
                 format_rate(&rate, b.now.rate[flows[i].action]));
        draw_text(r, i, 0, turned ? ROLE_GROWING : ROLE_TEXT, text);
    }
}

/* What it says: how much there is now, how fast that changes, and whether it drains. */
static void draw_gutter(const struct app *app, const struct queue_row *row, struct rect r)
{
    int64_t count = row->stats->metrics.backlog_count;
    struct format f;
    char text[80], rate[40];
    enum role role;

    snprintf(text, sizeof(text), "%s now",
             count < 1000000 ? format_count(&f, count) : format_short(&f, count));
    draw_text(r, 0, 0, count < 0 ? ROLE_DIM : ROLE_STRONG, text);
    role = view_drain_print(app, row, r.cols, text, sizeof(text));
    draw_text(r, 1, 0, role, text);
    role = view_drain_print_rate(app, row, r.cols - 5, rate, sizeof(rate));
    snprintf(text, sizeof(text), "%s/min", rate);
    if (strcmp(rate, "-") != 0)
        draw_text(r, 2, 0, role, text);
    rect_cut_top(&r, 3);
    draw_flows(app, row, r);
}

/* How its rows and columns are shared. */
struct strip {
    struct rect title, gutter, graph, rows;
    int left; /* columns of the axis; 0: there is none */
};

static struct strip share(struct rect r)
{
    struct strip s = {.title = rect_cut_top(&r, 1)};
    bool has_axes = r.rows >= AXES_ROWS && r.cols >= AXES_COLS;
    int below = r.rows >= WITH_ROWS && r.cols >= GUTTER_FROM ? r.rows - ALONE_ROWS : 0;

    s.left = below ? NAME_COLS : has_axes ? AXIS_COLS : 0;
    s.rows = rect_cut_bottom(&r, below < VIEW_GRAPH_ROWS - 1 ? below : VIEW_GRAPH_ROWS - 1);
    s.gutter = rect_cut_right(&r, has_axes && r.cols >= GUTTER_FROM ? GUTTER_COLS : 0);
    s.graph = r;
    return s;
}

/* What came, went and failed, on the same columns. */
static void draw_rows(const struct app *app, const struct queue_row *row,
                      const struct graph_window *w, const struct strip *s)
{
    struct view_graph v = {.app = app,
                           .row = row,
                           .share = {s->left, w->columns, GUTTER_COLS},
                           .window = *w,
                           .cursor = -1};

    if (rect_is_empty(s->rows))
        return;
    graph_screen_read(app, row->stats, w, &v.readings);
    view_graph_rows_draw(&v, s->rows, s->rows.rows, 1, false);
}

static void draw_backlog(const struct app *app, const struct queue_row *row,
                         const struct graph_track *track, const struct strip *s)
{
    struct balance balance = queue_balance_find(app, row);
    struct graph_threshold limits[ALERTING_LIMITS];
    struct rect r = s->graph;
    struct graph g = {.track = track,
                      .is_turned = s->left && balance_turned_ms(&balance) >= 0,
                      .turn_ms = balance_turned_ms(&balance),
                      .thresholds = limits,
                      .signs = queue_track_signs(app),
                      .rows = r.rows - (s->left > 0),
                      .left = s->left,
                      .bare = !s->left,
                      .has_times = s->left > 0};

    if (g.rows >= LIMIT_ROWS)
        g.n_thresholds = alerting_find_limits(app, row, "backlog", limits);
    rect_cut_left(&r, !s->left);
    graph_draw(r, &g, ROLE_GRAPH);
}

void view_strip_draw(const struct app *app, struct rect r)
{
    const struct queue_row *row = queues_selected(&app->queues);
    struct graph_window window;
    struct graph_track track;
    struct graph_extent extent;
    struct strip s;

    if (rect_is_empty(r))
        return;
    if (!row) {
        view_title_draw(r, false, "backlog", "");
        return;
    }
    s = share(r);
    /* A column is free at the right, and without an axis at the left. */
    window = queue_track_window(app, HOUR_MS, s.graph.cols - (s.left ? s.left + 1 : 2));
    queue_track_make(app, row->stats, TRACK_BACKLOG, &window, &track);
    draw_title(row, &track, !rect_is_empty(s.gutter), s.title);
    if (!graph_track_measure(&track, &extent)) {
        view_notice_draw(s.graph, row->stats->failed ? ROLE_WARN : ROLE_DIM,
                         app->no_metrics_reason[0] ? app->no_metrics_reason : "not measured yet");
        return;
    }
    if (!rect_is_empty(s.gutter))
        draw_gutter(app, row, s.gutter);
    draw_backlog(app, row, &track, &s);
    draw_rows(app, row, &window, &s);
}
