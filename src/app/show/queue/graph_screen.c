#include "app/show/queue/graph_screen.h"

#include "app/keys/actions.h"
#include "app/read/past.h"

#include <stdio.h>
#include <string.h>

enum {
    FIRST_RANGE_MS = 3 * 3600 * 1000,
    AXES_COLS = 24,   /* labels and axis need that many columns, */
    BESIDE_COLS = 60, /* values beside the data so many, */
    WIDE_COLS = 150   /* and more of them */
};

struct graph_share graph_screen_share(int cols)
{
    struct graph_share s = {cols < AXES_COLS ? 0 : 8, 0,
                            cols < BESIDE_COLS ? 1
                            : cols < WIDE_COLS ? 12
                                               : 32};

    s.data = cols - s.left - s.right;
    s.data = s.data < 1 ? 1 : s.data > GRAPH_COLUMNS ? GRAPH_COLUMNS : s.data;
    return s;
}

const struct queue_row *graph_screen_queue(const struct app *app)
{
    return queues_find(&app->queues, app->graph_screen.queue_id);
}

const struct queue_row *graph_screen_dead(const struct app *app)
{
    return app->graph_screen.with_dead ? queues_find(&app->queues, app->graph_screen.dead_id)
                                       : NULL;
}

struct graph_window graph_screen_window(const struct app *app)
{
    return queue_track_window(app, app->graph_screen.range_ms,
                              graph_screen_share(app->screen_pager.cols).data);
}

/* Where its time is out of the window, the cursor is at that end. */
int graph_screen_find_cursor(const struct app *app, const struct graph_window *w)
{
    const struct graph_screen *s = &app->graph_screen;

    if (!s->has_cursor)
        return -1;
    if (s->cursor_ms < w->start_ms)
        return 0;
    return s->cursor_ms < graph_window_time(w, w->columns) ? graph_window_find(w, s->cursor_ms)
                                                           : w->columns - 1;
}

void graph_screen_read(const struct app *app, const struct queue_stats *stats,
                       const struct graph_window *w, struct graph_readings *out)
{
    int cursor = graph_screen_find_cursor(app, w);
    struct graph_track track;

    for (int i = 0; i < TRACKS; i++) {
        queue_track_make(app, stats, (enum queue_track)i, w, &track);
        graph_track_measure(&track, &out->extents[i]);
        out->values[i] = cursor < 0 ? out->extents[i].last : graph_track_read(&track, cursor);
    }
}

static void put_cursor(struct app *app, const struct graph_window *w, int64_t column)
{
    struct graph_screen *s = &app->graph_screen;

    s->has_cursor = true;
    if (column >= w->columns - 1)
        s->cursor_ms = INT64_MAX;
    else
        s->cursor_ms = graph_window_time(w, column < 0 ? 0 : (int)column);
}

/* The first step brings it to the newest column. */
void graph_screen_step_cursor(struct app *app, int step)
{
    struct graph_window w = graph_screen_window(app);
    int at = graph_screen_find_cursor(app, &w);
    int64_t n = (int64_t)count_times(&app->count) * step;

    put_cursor(app, &w, at < 0 ? w.columns - 1 : at + n);
}

void graph_screen_step_range(struct app *app, int step)
{
    struct graph_screen *s = &app->graph_screen;
    int times = (int)count_times(&app->count);
    int64_t range_ms = graph_range_step(s->range_ms, step * times);

    if (range_ms == s->range_ms)
        app_set_status(app, STATUS_INFO, "there is no %s range than that",
                       step < 0 ? "shorter" : "longer");
    s->range_ms = range_ms;
}

static void say_no_dead(struct app *app, const struct queue_row *row)
{
    const char *name = queue_find_dlq(row->queue);

    if (name)
        app_set_status(app, STATUS_INFO, "%s, its dead-letter queue, is not in the list",
                       FORMAT_NAME(name));
    else
        app_set_status(app, STATUS_INFO, "%s has no dead-letter queue",
                       FORMAT_NAME(row->queue->name));
}

void graph_screen_toggle_dead(struct app *app)
{
    const struct queue_row *row = graph_screen_queue(app);

    if (row && !app->graph_screen.dead_id[0])
        say_no_dead(app, row);
    else
        app->graph_screen.with_dead = !app->graph_screen.with_dead;
}

/* Without a size, before the first frame, nothing is asked for. */
void graph_screen_settle(struct app *app)
{
    struct graph_screen *s = &app->graph_screen;
    const struct queue_row *row = graph_screen_queue(app);
    const struct queue_row *dead = row ? row->dlq : NULL;
    const char *ids[] = {s->queue_id, s->dead_id};
    struct graph_window w = graph_screen_window(app);

    snprintf(s->dead_id, sizeof(s->dead_id), "%s", dead ? dead->queue->id : "");
    if (row && app->screen_pager.cols > 0)
        past_want(app, ids, dead ? 2 : 1, w.columns * w.column_ms);
}

static void look_at(struct app *app, const struct queue_row *row)
{
    struct graph_screen *s = &app->graph_screen;

    snprintf(s->queue_id, sizeof(s->queue_id), "%s", row->queue->id);
    graph_screen_settle(app);
}

void graph_screen_toggle(struct app *app)
{
    struct graph_screen *s = &app->graph_screen;
    const struct queue_row *row = app_target_queue(app);

    if (app_close_screen(app, SCREEN_GRAPH))
        return;
    if (!row) {
        app_set_status(app, STATUS_INFO, "there is no queue to draw a graph of");
        return;
    }
    if (!s->range_ms)
        s->range_ms = FIRST_RANGE_MS;
    s->has_cursor = false;
    app->screen = SCREEN_GRAPH;
    look_at(app, row);
}

static void walk(struct app *app, enum list_move move, size_t n)
{
    const struct queue_row *row;

    if (app->focus != PANE_QUEUES) {
        app_set_status(app, STATUS_INFO,
                       "this graph is of the open queue: only from the queues "
                       "are others a key away");
        return;
    }
    queues_move(&app->queues, move, n);
    row = queues_selected(&app->queues);
    if (row)
        look_at(app, row);
}

void graph_screen_move(struct app *app, enum list_move move, size_t n)
{
    struct graph_window w = graph_screen_window(app);

    if (move == LIST_TOP || move == LIST_BOTTOM)
        put_cursor(app, &w, move == LIST_TOP ? 0 : w.columns - 1);
    else if (move == LIST_ROW)
        put_cursor(app, &w, (int64_t)n - 1);
    else
        walk(app, move, n);
}
