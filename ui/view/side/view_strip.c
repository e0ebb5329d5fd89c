#include "app/show/backlog_track.h"
#include "base/text/format.h"
#include "ui/view/views.h"
#include "ui/widget/graph.h"

#include <stdio.h>

enum {
    HOUR_MS = 3600000,
    AXIS_COLS = 7,
    AXES_ROWS = 4, /* axes need that many rows, and that many columns */
    AXES_COLS = 24
};

/* What a column is, is said where it takes nothing away. */
static void draw_title(const struct queue_row *row, const struct graph_track *track, struct rect r)
{
    int64_t column_ms = track->window.column_ms;
    struct format now, min, max, f;
    struct graph_extent extent;
    char left[200], right[160] = "", more[60];
    struct text_line l = text_line(left, sizeof(left));

    text_line_add(&l, "%s %s backlog %s %s", FORMAT_NAME(row->queue->name), glyph(GLYPH_GAP),
                  glyph(GLYPH_GAP), format_span(&f, column_ms * track->window.columns));
    if (graph_track_measure(track, &extent)) {
        format_count(&now, graph_round(extent.last));
        format_count(&min, graph_round(extent.least));
        format_count(&max, graph_round(extent.most));
        snprintf(right, sizeof(right), "now %s  min %s  max %s", now.s, min.s, max.s);
    }
    snprintf(more, sizeof(more), " %s a column is %s", glyph(GLYPH_GAP),
             format_duration(&f, column_ms));
    if (draw_measure(left) + draw_measure(more) + draw_measure(right) + VIEW_TITLE_RULE <= r.cols)
        text_line_add(&l, "%s", more);
    view_title_draw(r, false, left, right);
}

void view_strip_draw(const struct app *app, struct rect r)
{
    const struct queue_row *row = queues_selected(&app->queues);
    bool has_axes = r.rows > AXES_ROWS && r.cols >= AXES_COLS;
    struct graph_track track;
    struct graph g = {.track = &track,
                      .signs = glyph_graph_signs(),
                      .rows = has_axes ? r.rows - 2 : r.rows - 1,
                      .left = has_axes ? AXIS_COLS : 0,
                      .bare = !has_axes,
                      .has_times = has_axes};

    if (rect_is_empty(r))
        return;
    if (!row) {
        view_title_draw(r, false, "backlog", "");
        return;
    }
    /* A column is free at the right, and without an axis at the left. */
    backlog_track_make(app, row->stats, HOUR_MS, r.cols - (has_axes ? AXIS_COLS + 1 : 2), &track);
    draw_title(row, &track, rect_cut_top(&r, 1));
    rect_cut_left(&r, !has_axes);
    if (row->stats->series.n)
        graph_draw(r, &g, ROLE_GRAPH);
    else
        view_notice_draw(r, row->stats->failed ? ROLE_WARN : ROLE_DIM,
                         app->no_metrics_reason[0] ? app->no_metrics_reason : "not measured yet");
}
