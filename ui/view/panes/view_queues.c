#include "app/read/measure.h"
#include "app/show/queue/queue_track.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "parts/queues/dlq_loop.h"
#include "parts/queues/queue_past.h"
#include "parts/queues/trouble.h"
#include "ui/view/views.h"
#include "ui/widget/graph.h"
#include "ui/widget/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct column columns[] = {
#define QUEUE_COLUMN(id, key, name, hint, descending, measured, value, ...) {__VA_ARGS__},
#include "parts/queues/queue_columns.def"
};
enum { N_COLS = QUEUE_TROUBLE, SPARK_MAX = 60, HOUR_MS = 3600000, MARGIN_COLS = 60 };
_Static_assert(ARRAY_LEN(columns) == N_COLS, "every column is there");

static void fill_flags(const struct queue_row *row, struct cell *c)
{
    bool paused = row->queue->paused == FLAG_YES;

    cell_set(c, paused ? ROLE_PAUSED : ROLE_DIM,
             paused                                                   ? "P"
             : queue_find_consumer(row->queue, CONSUMER_WORKER)       ? "W"
             : queue_find_consumer(row->queue, CONSUMER_HTTP_PULL)    ? "H"
             : queue_find_consumer(row->queue, CONSUMER_NOTIFICATION) ? "N"
                                                                      : "");
}

/* How many failed messages lie in the dead-letter queue; where they become more, that is this
 * queue's failure.  A queue that is one says so. */
static void fill_dlq(const struct app *app, const struct queue_row *row, struct cell *c)
{
    const char *name = queue_find_dlq(row->queue);
    int64_t dead = row->dlq ? row->dlq->stats->metrics.backlog_count : -1;
    struct format f;

    cell_set(c, ROLE_DIM, name ? format_short(&f, dead) : "none");
    if (row->is_dlq)
        cell_set(c, ROLE_DIM, "dlq");
    else if (dead > 0)
        c->role = measure_is_stale(app, row->dlq->stats) ? ROLE_STALE : ROLE_TEXT;
    if (!row->is_dlq && trouble_is_failing(row, &app->now)) {
        c->role = ROLE_ERROR;
        snprintf(c->text, sizeof(c->text), "%s%s", f.s, glyph(GLYPH_RISING));
    }
    if (row->is_dlq && name && dlq_loop_find(&app->queues, row->queue, "", NULL))
        cell_set(c, ROLE_ERROR, "LOOP");
}

/* Marks to 999,999, and then three digits and a unit. */
static void fill_count(int64_t n, struct cell *c)
{
    struct format f;

    cell_set(c, n == 0 ? ROLE_DIM : ROLE_TEXT,
             n < 1000000 ? format_count(&f, n) : format_short(&f, n));
}

/* Analytics are minutes old, which is no news: what they no longer know is unknown. */
static void fill_flow(const struct app *app, const struct queue_row *row, double per_minute,
                      enum role role, struct cell *c)
{
    struct format f;

    if (per_minute < 0 || !queue_past_has_flow(row->stats, app->now.wall_ms))
        cell_set(c, ROLE_DIM, "-");
    else
        cell_set(c, per_minute > 0 ? role : ROLE_DIM, format_rate(&f, per_minute));
}

static void fill_cell(const struct app *app, const struct queue_row *row, enum queue_column column,
                      int cols, struct cell *c)
{
    const struct metrics *m = &row->stats->metrics;
    int64_t age = m->oldest_ms < 0 ? -1 : app->now.wall_ms - m->oldest_ms;
    struct format f;

    switch (column) {
    case QUEUE_FLAGS: fill_flags(row, c); break;
    case QUEUE_NAME: cell_set(c, ROLE_TEXT, row->queue->name); break;
    case QUEUE_BACKLOG: fill_count(m->backlog_count, c); break;
    case QUEUE_RATE:
        c->role = view_drain_print_rate(app, row, cols, c->text, sizeof(c->text));
        break;
    case QUEUE_DRAIN: c->role = view_drain_print(app, row, cols, c->text, sizeof(c->text)); break;
    case QUEUE_OLDEST: cell_set(c, ROLE_TEXT, format_span(&f, age)); break;
    case QUEUE_IN: fill_flow(app, row, row->stats->flow.in, ROLE_TEXT, c); return;
    case QUEUE_OUT: fill_flow(app, row, row->stats->flow.out, ROLE_TEXT, c); return;
    case QUEUE_DEAD: fill_flow(app, row, row->stats->flow.dead, ROLE_ERROR, c); return;
    case QUEUE_HOUR:
    case QUEUE_SIZE: cell_set(c, ROLE_DIM, ""); break; /* drawn over */
    case QUEUE_DLQ: fill_dlq(app, row, c); break;
    case QUEUE_TROUBLE:
    case QUEUE_COLUMNS: break;
    }
    if (sort_queue_columns()->items[column].measured && measure_is_stale(app, row->stats) &&
        c->role != ROLE_ERROR)
        c->role = ROLE_STALE;
}

/* The backlog of the last hour, in columns that stand still: means of what is known of each. */
static void draw_hour(const struct app *app, const struct table *t, const struct queue_row *row,
                      struct rect r, int y, bool bar)
{
    int n = t->columns[QUEUE_HOUR].width;
    struct graph_window w = graph_window_make(app->now.wall_ms, 0, HOUR_MS, n);
    struct graph_cell cells[SPARK_MAX];
    double values[SPARK_MAX];

    for (int i = 0; i < n; i++)
        values[i] = hour_mean(&row->stats->hour, graph_window_time(&w, i), w.column_ms);
    graph_spark(values, n, queue_track_signs(app), n, cells);
    graph_draw_cells(r, y, table_place(t, QUEUE_HOUR), cells, n, ROLE_SPARK, bar);
}

static void draw_row(const struct app *app, const struct table *t, size_t i, struct rect r, int y)
{
    bool selected = i == app->queues.list.selected, focused = app->focus == PANE_QUEUES;
    const struct queue_row *row = app->queues.view[i];
    struct cell cells[N_COLS];

    for (int col = 0; col < N_COLS; col++)
        fill_cell(app, row, (enum queue_column)col, t->columns[col].width, &cells[col]);
    if (selected)
        cells[QUEUE_NAME].role = ROLE_STRONG;
    table_draw_row(t, r, y, cells, selected, focused);
    table_draw_size(t, QUEUE_SIZE, r, y, measure_is_stale(app, row->stats) ? ROLE_STALE : ROLE_TEXT,
                    row->stats->metrics.backlog_bytes, selected && focused);
    if (t->columns[QUEUE_HOUR].width)
        draw_hour(app, t, row, r, y, selected && focused);
}

/* "41", or "6/41" where a filter hides some. */
static void describe_count(const struct queues *q, struct format *out)
{
    struct format shown, all;

    format_count(&all, (int64_t)q->n_rows);
    if (q->filter.n)
        snprintf(out->s, sizeof(out->s), "%.15s/%.15s", format_count(&shown, (int64_t)q->n_view),
                 all.s);
    else
        *out = all;
}

/* The number of queues, or how far the first list has come. */
static void describe_load(const struct app *app, struct text_line *l)
{
    const struct queues *q = &app->queues;
    bool under_way = calls_find_op(&app->calls, OP_QUEUES, NULL) != NULL;
    struct format n, total;

    describe_count(q, &n);
    format_count(&total, q->total);
    text_line_add(l, "1 Queues");
    /* While some are not measured, that says how many there are. */
    if (q->loaded && (q->filter.n || measure_count(app) == q->n_rows))
        text_line_add(l, " %s", n.s);
    else if (!q->loaded && under_way)
        text_line_add(l, " %s of %s", n.s, total.s);
    else if (!q->loaded && q->n_rows)
        text_line_add(l, " %s of %s %s %s reads all", n.s, total.s, glyph(GLYPH_GAP),
                      ACTION_KEY(ACT_REFRESH));
}

/* What stands in a title, in so many columns. */
struct title {
    struct text_line *line;
    int cols;
};

/* false: there is no room for all of it, and nothing is added. */
static bool title_add(struct title *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static bool title_add(struct title *t, const char *fmt, ...)
{
    char text[300], all[800];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    snprintf(all, sizeof(all), "%s %s %s", t->line->s, glyph(GLYPH_GAP), text);
    if (draw_measure(all) > t->cols)
        return false;
    text_line_add(t->line, " %s %s", glyph(GLYPH_GAP), text);
    return true;
}

/* The first message that is lost because nobody took it in time; where that is too long, when. */
static void describe_loss(const struct app *app, struct title *t)
{
    int64_t in_ms;
    const struct queue_row *first = queues_first_loss(&app->queues, &app->now, &in_ms);
    struct format f;

    if (first && !title_add(t, "first loss in %s: %s", format_span(&f, in_ms),
                            FORMAT_NAME(first->queue->name)))
        title_add(t, "first loss in %s", f.s);
}

/* How many are measured, and when the others will be. */
static void describe_measured(const struct app *app, struct title *t)
{
    const struct queues *q = &app->queues;
    size_t n = measure_count(app);
    int64_t left = measure_time_left(app);
    struct format count, all, span;

    if (!q->loaded || !q->n_rows)
        return;
    format_count(&count, (int64_t)n);
    format_count(&all, (int64_t)q->n_rows);
    if (n == q->n_rows)
        title_add(t, "all measured");
    else if (left < 0 || !title_add(t, "measured %s of %s, the rest in %s", count.s, all.s,
                                    format_span(&span, left)))
        title_add(t, "measured %s of %s", count.s, all.s);
}

static void draw_title(const struct app *app, struct rect r)
{
    const struct queues *q = &app->queues;
    struct format at;
    char left[400], right[60] = "";
    struct text_line l = text_line(left, sizeof(left));
    struct title t = {&l, 0};

    describe_load(app, &l);
    if (q->n_view && !q->filter.n)
        snprintf(right, sizeof(right), "row %s", format_count(&at, (int64_t)q->list.selected + 1));
    view_list_order_describe(app, PANE_QUEUES, &l);
    view_filter_describe(app, PANE_QUEUES, r.cols / 2, &l);
    t.cols = r.cols - draw_measure(right) - VIEW_TITLE_RULE;
    if (app->focus == PANE_QUEUES || measure_count(app) < q->n_rows)
        describe_measured(app, &t);
    if (app->focus == PANE_QUEUES)
        describe_loss(app, &t);
    view_title_draw(r, app->focus == PANE_QUEUES, left, right);
}

static void draw_empty(const struct app *app, struct rect r)
{
    const struct queues *q = &app->queues;

    if (q->n_rows)
        view_filtered_draw(app, PANE_QUEUES, r);
    else if (q->loaded)
        view_notice_draw(r, ROLE_DIM, "This account has no queues.");
    else if (app->connection.state == CONNECTION_FAILED ||
             app->connection.state == CONNECTION_RETRYING)
        view_notice_draw(r, ROLE_ERROR, app->connection.error);
    else
        view_notice_draw(r, ROLE_DIM,
                         app->config.account_id[0] ? "Reading the list of queues"
                                                   : "Asking which account the credential is for");
}

/* Below 20x4: name and backlog. */
static void draw_bare_row(const struct queue_row *row, struct rect r, int y, bool selected)
{
    struct format f;
    int width;

    format_short(&f, row->stats->metrics.backlog_count);
    width = r.cols - (int)strlen(f.s) - 1;
    draw_cell(r, y, 0, width > 0 ? width : r.cols, DRAW_LEFT, theme_select(ROLE_TEXT, selected),
              row->queue->name);
    if (width > 0)
        draw_cell(r, y, width, r.cols - width, DRAW_RIGHT, theme_select(ROLE_TEXT, selected), f.s);
}

/* How wide those columns are that say more where there is room; the last that fits. */
static const struct {
    int cols, rate, drain, hour;
} widths[] = {
    {0, 6, 12, 12}, {60, 6, 16, 12}, {120, 12, 26, 12}, {130, 12, 36, 30}, {190, 12, 36, SPARK_MAX},
};

/* shown: room for the columns. */
static struct table make_table(const struct app *app, struct column shown[N_COLS], int cols)
{
    int order = app->queues.order.column;
    struct table table = {.columns = shown,
                          .n = N_COLS,
                          .left = 1,
                          .sorted = order < N_COLS ? order + 1 : 0,
                          .descending = app->queues.order.descending};

    memcpy(shown, columns, sizeof(columns));
    for (size_t i = 0; i < ARRAY_LEN(widths) && widths[i].cols <= cols; i++) {
        shown[QUEUE_RATE].width = widths[i].rate;
        shown[QUEUE_DRAIN].width = widths[i].drain;
        shown[QUEUE_HOUR].width = widths[i].hour;
    }
    if (!app->past.has_flows)
        shown[QUEUE_IN].width = shown[QUEUE_OUT].width = shown[QUEUE_DEAD].width = TABLE_DROPPED;
    if (shown[QUEUE_DRAIN].width < (int)strlen(shown[QUEUE_DRAIN].title))
        shown[QUEUE_DRAIN].title = "DRAINS";
    table_fit(&table, cols - (cols >= MARGIN_COLS));
    return table;
}

int view_queues_find_column(const struct app *app, int cols, int col)
{
    struct column shown[N_COLS];
    struct table table = make_table(app, shown, cols);

    return table_find(&table, col);
}

void view_queues_draw(const struct app *app, struct rect r, const struct frame *f)
{
    const struct list *l = &app->queues.list;
    struct column shown[N_COLS];
    struct table table = make_table(app, shown, r.cols);

    if (!f->bare)
        draw_title(app, rect_cut_top(&r, 1));
    if (frame_has_heading(f, PANE_QUEUES))
        table_draw_head(&table, rect_cut_top(&r, 1), 0);
    if (!app->queues.n_view)
        draw_empty(app, r);
    for (size_t i = l->top; i < l->n && i - l->top < l->height; i++) {
        int y = (int)(i - l->top);

        if (f->bare)
            draw_bare_row(app->queues.view[i], r, y, i == l->selected);
        else
            draw_row(app, &table, i, r, y);
    }
}
