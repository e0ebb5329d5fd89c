/* The rows below the graph of a queue: rates, age, size and workers on the same columns. */
#include "base/memory/array.h"
#include "ui/view/graph/view_graph.h"
#include "ui/widget/graph.h"

#include <stdio.h>

enum { VALUE_COLS = 12, LIMIT_ROWS = 3 /* a threshold needs that many */ };

static const struct view_row {
    enum queue_track what;
    const char *name;
    enum graph_unit unit;
    enum role role;
    int rank;      /* the lowest have room first, */
    bool is_loss;  /* and before all of them what is lost or failed */
    bool has_rate; /* a minute */
} rows[] = {
    {TRACK_IN, "in", GRAPH_COUNT, ROLE_SPARK, 0, false, true},
    {TRACK_OUT, "out", GRAPH_COUNT, ROLE_SPARK, 1, false, true},
    {TRACK_FAILED, "failed", GRAPH_COUNT, ROLE_GRAPH_BAD, 5, true, true},
    {TRACK_DEAD, "dead", GRAPH_COUNT, ROLE_GRAPH_BAD, 2, true, true},
    {TRACK_BYTES, "bytes", GRAPH_BYTES, ROLE_SPARK, 6, false, false},
    {TRACK_OLDEST, "oldest", GRAPH_SPAN, ROLE_SPARK, 3, false, false},
    {TRACK_WORK, "work", GRAPH_COUNT, ROLE_SPARK, 4, false, false},
};
_Static_assert(ARRAY_LEN(rows) == VIEW_GRAPH_ROWS, "every track has its row");

/* So many invocations its settings allow; -1: not said. */
static int64_t find_allowed(const struct view_graph *v)
{
    const struct consumer *c = queue_find_consumer(v->row->queue, CONSUMER_WORKER);

    return c ? c->max_concurrency : -1;
}

static const char *print_work(struct format *out, const struct view_graph *v, double value)
{
    int64_t allowed = find_allowed(v);
    struct format now, all;

    if (value < 0.0)
        snprintf(out->s, sizeof(out->s), "-");
    else if (allowed > 0)
        snprintf(out->s, sizeof(out->s), "%s of %s", format_short(&now, graph_round(value + 0.5)),
                 format_short(&all, allowed));
    else
        format_short(out, graph_round(value + 0.5));
    return out->s;
}

static const char *print_value(struct format *out, const struct view_graph *v,
                               const struct view_row *row)
{
    double value = v->readings.values[row->what];
    int64_t whole = value < 0.0 ? -1 : graph_round(value);

    if (row->has_rate)
        return view_graph_print_rate(out, value);
    if (row->what == TRACK_WORK)
        return print_work(out, v, value);
    return row->unit == GRAPH_BYTES ? format_bytes(out, whole) : format_span(out, whole);
}

/* in and out can only be compared on one scale. */
static double find_top(const struct view_graph *v, const struct view_row *row)
{
    const struct graph_extent *e = v->readings.extents;
    double most = e[row->what].most;

    if (row->what == TRACK_IN || row->what == TRACK_OUT)
        most = e[TRACK_IN].most > e[TRACK_OUT].most ? e[TRACK_IN].most : e[TRACK_OUT].most;
    if (row->what == TRACK_WORK && (double)find_allowed(v) > most)
        most = (double)find_allowed(v);
    return graph_scale_top(most, row->unit);
}

static int find_rank(const struct view_graph *v, const struct view_row *row)
{
    const struct graph_extent *e = &v->readings.extents[row->what];

    if (row->is_loss && e->most > 0.0)
        return row->rank - VIEW_GRAPH_ROWS;
    return e->most < 0.0 ? row->rank + VIEW_GRAPH_ROWS : row->rank;
}

/* n of the others have more right to the room. */
static bool has_room(const struct view_graph *v, const struct view_row *row, int n)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        n -= find_rank(v, &rows[i]) < find_rank(v, row);
    return n > 0;
}

static void draw_row(const struct view_graph *v, const struct view_row *row, struct rect r)
{
    int beside = v->share.left + v->share.data + 1;
    struct graph_track track;
    char top[GRAPH_LABEL_BYTES];
    struct rect data = r, last = rect_cut_bottom(&r, 1);
    struct format f;
    struct graph_threshold limits[ALERTING_LIMITS];
    struct graph g = {.track = &track,
                      .thresholds = limits,
                      .unit = row->unit,
                      .signs = queue_track_signs(v->app),
                      .top = find_top(v, row),
                      .rows = data.rows,
                      .bare = true,
                      .has_cursor = v->cursor >= 0,
                      .cursor = v->cursor};

    queue_track_make(v->app, v->row->stats, row->what, &v->window, &track);
    if (row->what == TRACK_OLDEST && data.rows >= LIMIT_ROWS)
        g.n_thresholds = alerting_find_limits(v->app, v->row, "age", limits);
    rect_cut_left(&data, v->share.left);
    graph_draw(data, &g, row->role);
    draw_text(last, 0, 1, ROLE_DIM, row->name);
    draw_cell(last, 0, beside, VALUE_COLS - 1, DRAW_LEFT,
              row->is_loss && v->readings.values[row->what] > 0.0 ? ROLE_ERROR : ROLE_TEXT,
              print_value(&f, v, row));
    if (v->share.right <= VALUE_COLS || g.top <= 0.0)
        return;
    graph_scale_print(top, g.top, row->unit);
    draw_text(last, 0, beside + VALUE_COLS, ROLE_DIM, "to ");
    draw_text(last, 0, beside + VALUE_COLS + 3, ROLE_DIM, top);
}

void view_graph_rows_draw(const struct view_graph *v, struct rect r, int n, int height, bool apart)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (!has_room(v, &rows[i], n))
            continue;
        draw_row(v, &rows[i], rect_cut_top(&r, height));
        rect_cut_top(&r, apart);
    }
}
