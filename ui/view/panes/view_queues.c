#include "app/read/measure.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "parts/list/dlq_loop.h"
#include "parts/list/drain.h"
#include "parts/list/prospect.h"
#include "ui/view/views.h"
#include "ui/widget/table.h"

#include <stdio.h>
#include <string.h>

static const struct column columns[] = {
#define QUEUE_COLUMN(id, key, name, hint, descending, measured, value, ...) {__VA_ARGS__},
#include "parts/list/queue_columns.def"
};
_Static_assert(ARRAY_LEN(columns) == QUEUE_COLUMNS, "every column is there");

static void fill_flags(const struct queue_row *row, struct cell *c)
{
    bool paused = row->queue->paused == FLAG_YES;

    snprintf(c->text, sizeof(c->text), "%c%c%c", paused ? 'P' : ' ',
             queue_find_consumer(row->queue, CONSUMER_WORKER) ? 'W' : ' ',
             queue_find_consumer(row->queue, CONSUMER_HTTP_PULL)      ? 'H'
             : queue_find_consumer(row->queue, CONSUMER_NOTIFICATION) ? 'N'
                                                                      : ' ');
    c->role = paused ? ROLE_PAUSED : ROLE_DIM;
}

static void fill_rate(const struct app *app, const struct queue_row *row, struct cell *c)
{
    struct format f;
    int64_t per_min;

    cell_set(c, ROLE_TEXT, "-");
    if (!queue_rate(row->stats, app->now.mono_ms, &per_min))
        return;
    format_count(&f, per_min < 0 ? -per_min : per_min);
    snprintf(c->text, sizeof(c->text), "%c%s", per_min < 0 ? '-' : '+', f.s);
    if (per_min != 0)
        c->role = per_min > 0 ? ROLE_GROWING : ROLE_DRAINING;
}

static void fill_drain(const struct app *app, const struct queue_row *row, struct cell *c)
{
    static const struct {
        enum role role;
        const char *text;
    } looks[] = {
        [DRAIN_UNKNOWN] = {ROLE_TEXT, "-"},      [DRAIN_EMPTY] = {ROLE_DIM, "empty"},
        [DRAIN_ETA] = {ROLE_DRAINING, ""},       [DRAIN_STEADY] = {ROLE_TEXT, "steady"},
        [DRAIN_NEVER] = {ROLE_GROWING, "never"}, [DRAIN_PULL_ONLY] = {ROLE_WARN, "H only"},
        [DRAIN_NOBODY] = {ROLE_WARN, "nobody"},  [DRAIN_PAUSED] = {ROLE_PAUSED, "PAUSED"},
    };
    _Static_assert(ARRAY_LEN(looks) == DRAIN_COUNT, "every prospect has its look");
    struct drain d = drain_find(row, app->now.mono_ms);
    int64_t per_min;
    struct format f;

    cell_set(c, looks[d.kind].role, looks[d.kind].text);
    if (d.kind == DRAIN_ETA)
        cell_set(c, looks[d.kind].role, format_span(&f, d.eta_ms));
    if (d.kind == DRAIN_NEVER ||
        ((d.kind == DRAIN_PULL_ONLY || d.kind == DRAIN_NOBODY) &&
         queue_rate(row->stats, app->now.mono_ms, &per_min) && per_min > 0)) {
        c->role = ROLE_GROWING;
        snprintf(c->text, sizeof(c->text), "%s %s", looks[d.kind].text, glyph(GLYPH_RISING));
    }
}

/* How many failed messages lie in the dead-letter queue; a queue that is one says so. */
static void fill_dlq(const struct app *app, const struct queue_row *row, struct cell *c)
{
    const char *name = queue_find_dlq(row->queue);
    const struct queue_row *dlq = name ? queues_find_name(&app->queues, name) : NULL;
    int64_t dead = dlq ? dlq->stats->metrics.backlog_count : -1;
    struct format f;

    cell_set(c, ROLE_DIM, name ? format_short(&f, dead) : "none");
    if (row->is_dlq)
        cell_set(c, row->stats->metrics.backlog_count > 0 ? ROLE_DLQ : ROLE_DIM, "is dlq");
    else if (dead > 0)
        snprintf(c->text, sizeof(c->text), "%s %s", f.s, glyph(GLYPH_DOT));
    if (row->is_dlq && name && dlq_loop_find(&app->queues, row->queue, "", NULL))
        cell_set(c, ROLE_DLQ, "LOOP");
    if (dead > 0 && !row->is_dlq)
        c->role = measure_is_stale(app, dlq->stats) ? ROLE_STALE : ROLE_DLQ;
}

/* A "!" behind a message that expires within a day. */
static void fill_oldest(const struct app *app, const struct queue_row *row, int64_t age_ms,
                        struct cell *c)
{
    int64_t left = prospect_queue_expires_in(row, app->now.wall_ms);
    bool soon = left >= 0 && left <= PROSPECT_EXPIRES_SOON_MS;
    struct format f;

    format_span(&f, age_ms);
    c->role = soon ? ROLE_WARN : ROLE_TEXT;
    snprintf(c->text, sizeof(c->text), "%s%s", f.s, soon ? glyph(GLYPH_BANG) : "");
}

static void fill_cell(const struct app *app, const struct queue_row *row, enum queue_column column,
                      struct cell *c)
{
    const struct metrics *m = &row->stats->metrics;
    int64_t age = m->oldest_ms < 0 ? -1 : app->now.wall_ms - m->oldest_ms;
    struct format f;

    switch (column) {
    case QUEUE_FLAGS: fill_flags(row, c); break;
    case QUEUE_NAME: cell_set(c, ROLE_TEXT, row->queue->name); break;
    case QUEUE_BACKLOG: cell_set(c, ROLE_TEXT, format_count(&f, m->backlog_count)); break;
    case QUEUE_RATE: fill_rate(app, row, c); break;
    case QUEUE_DRAIN: fill_drain(app, row, c); break;
    case QUEUE_OLDEST: fill_oldest(app, row, age, c); break;
    case QUEUE_SIZE: cell_set(c, ROLE_TEXT, format_bytes(&f, m->backlog_bytes)); break;
    case QUEUE_DLQ: fill_dlq(app, row, c); break;
    case QUEUE_COLUMNS: break;
    }
    if (sort_queue_columns()->items[column].measured && measure_is_stale(app, row->stats))
        c->role = ROLE_STALE;
}

static void draw_row(const struct app *app, const struct table *t, size_t i, struct rect r, int y)
{
    bool selected = i == app->queues.list.selected;
    struct cell cells[QUEUE_COLUMNS];

    for (int col = 0; col < QUEUE_COLUMNS; col++)
        fill_cell(app, app->queues.view[i], (enum queue_column)col, &cells[col]);
    if (selected)
        cells[QUEUE_NAME].role = ROLE_STRONG;
    table_draw_row(t, r, y, cells, selected, app->focus == PANE_QUEUES);
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
    if (q->loaded)
        text_line_add(l, "1 Queues %s", n.s);
    else if (under_way)
        text_line_add(l, "1 Queues %s of %s", n.s, total.s);
    else if (q->n_rows)
        text_line_add(l, "1 Queues %s of %s %s %s reads all", n.s, total.s, glyph(GLYPH_GAP),
                      ACTION_KEY(ACT_REFRESH));
    else
        text_line_add(l, "1 Queues");
}

/* The first message that a queue in sight loses because nobody took it in time. */
static void describe_loss(const struct app *app, struct text_line *l)
{
    const struct list *list = &app->queues.list;
    const struct queue_row *first = NULL;
    int64_t least = PROSPECT_EXPIRES_SOON_MS;
    struct format f;

    for (size_t i = list->top; i < list->n && i - list->top < list->height; i++) {
        int64_t left = prospect_queue_expires_in(app->queues.view[i], app->now.wall_ms);

        if (left >= 0 && left <= least) {
            first = app->queues.view[i];
            least = left;
        }
    }
    if (first)
        text_line_add(l, " %s first loss in %s: %s", glyph(GLYPH_GAP), format_span(&f, least),
                      FORMAT_NAME(first->queue->name));
}

/* How many are measured, and when the others will be. */
static void describe_measured(const struct app *app, struct text_line *l)
{
    const struct queues *q = &app->queues;
    size_t n = measure_count(app);
    int64_t left = measure_time_left(app);
    struct format count, all, span;

    if (!q->loaded || !q->n_rows)
        return;
    format_count(&all, (int64_t)q->n_rows);
    text_line_add(l, " %s measured %s of %s", glyph(GLYPH_GAP), format_count(&count, (int64_t)n),
                  all.s);
    if (n < q->n_rows && left >= 0)
        text_line_add(l, ", the rest in %s", format_span(&span, left));
}

static void draw_title(const struct app *app, struct rect r)
{
    const struct queues *q = &app->queues;
    struct format at;
    char left[400];
    struct text_line l = text_line(left, sizeof(left));

    describe_load(app, &l);
    if (q->n_view && !q->filter.n)
        text_line_add(&l, " %s row %s", glyph(GLYPH_GAP),
                      format_count(&at, (int64_t)q->list.selected + 1));
    view_list_order_describe(app, PANE_QUEUES, &l);
    describe_measured(app, &l);
    describe_loss(app, &l);
    view_title_draw(r, app->focus == PANE_QUEUES, left, "P=paused W=worker H=pull N=notify");
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

/* shown: room for the columns. */
static struct table make_table(const struct app *app, struct column shown[QUEUE_COLUMNS], int cols)
{
    struct table table = {.columns = shown,
                          .n = QUEUE_COLUMNS,
                          .left = 1,
                          .sorted = app->queues.order.column + 1,
                          .descending = app->queues.order.descending};

    memcpy(shown, columns, sizeof(columns));
    table_fit(&table, cols);
    return table;
}

int view_queues_find_column(const struct app *app, int cols, int col)
{
    struct column shown[QUEUE_COLUMNS];
    struct table table = make_table(app, shown, cols);

    return table_find(&table, col);
}

void view_queues_draw(const struct app *app, struct rect r, const struct frame *f)
{
    const struct list *l = &app->queues.list;
    struct column shown[QUEUE_COLUMNS];
    struct table table = make_table(app, shown, r.cols);

    if (!f->bare)
        draw_title(app, rect_cut_top(&r, 1));
    if (f->headings)
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
