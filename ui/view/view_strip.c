#include "app/refresh.h"
#include "base/array.h"
#include "base/format.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <string.h>

enum { COLS_MAX = 512, HOUR_MS = 3600000 };
static const int EIGHTHS = 8;

/* The time one column stands for: the interval, doubled until all samples fit. */
static int64_t choose_bucket(const struct app *app, const struct series *s, int cols)
{
    int64_t bucket = app_option(app, OPT_INTERVAL);
    int64_t span = s->n ? app->now.mono_ms - series_at(s, 0)->mono_ms : 0;

    while (bucket * cols < span && bucket * cols < HOUR_MS)
        bucket *= 2;
    return bucket;
}

/* How far back the graph goes. */
static void print_reach(const struct app *app, int64_t span_ms, char *out, size_t size)
{
    struct format f;

    if (app->times == TIMES_AGE)
        snprintf(out, size, "%s", format_span(&f, span_ms));
    else
        snprintf(out, size, "since %s",
                 times_print_clock(&f, app->times, app->now.wall_ms - span_ms));
}

static void draw_title(const struct app *app, const struct queue_row *row, struct rect r,
                       int64_t span_ms)
{
    const struct series *s = &row->stats->series;
    struct series_range range;
    struct format now, min, max;
    char left[200], right[200] = "", reach[60];

    snprintf(left, sizeof(left), "%s %s backlog", FORMAT_NAME(row->queue->name), glyph(GLYPH_GAP));
    if (series_range(s, &range)) {
        format_count(&now, range.last);
        format_count(&min, range.min);
        format_count(&max, range.max);
        print_reach(app, span_ms, reach, sizeof(reach));
        snprintf(right, sizeof(right), "now %s  min %s  max %s  %s", now.s, min.s, max.s, reach);
    }
    view_title_draw(r, false, left, right);
}

/* The top of the graph: 1, 2 or 5 times a power of ten, with room above max, so that a steady
 * backlog is not a full block. */
static int64_t find_ceiling(int64_t max)
{
    static const int64_t steps[] = {1, 2, 5};
    int64_t power = 1;

    max += max < INT64_MAX / 2 ? max / 4 : 0;
    for (; power < INT64_MAX / 100; power *= 10)
        for (size_t i = 0; i < ARRAY_LEN(steps); i++)
            if (steps[i] * power >= max)
                return steps[i] * power;
    return max;
}

/* One column of the graph, rows high, from the bottom up, in eighths of a row. */
static void draw_bar(struct rect r, int col, int64_t value, int64_t max)
{
    int eighths = (int)((double)value * r.rows * EIGHTHS / (double)max + 0.5);

    if (value < 0) {
        draw_glyph(r, r.rows - 1, col, ROLE_DIM, GLYPH_GAP);
        return;
    }
    if (eighths < 1)
        eighths = 1;
    for (int row = r.rows - 1; row >= 0 && eighths > 0; row--, eighths -= EIGHTHS) {
        bool top = eighths <= EIGHTHS;
        int full = top ? eighths : EIGHTHS;

        draw_glyph(r, row, col, top ? ROLE_SPARK : ROLE_SPARK_FILL,
                   (enum glyph)(GLYPH_SPARK_1 + full - 1));
    }
}

void view_strip_draw(const struct app *app, struct rect r)
{
    const struct queue_row *row = queues_selected(&app->queues);
    int64_t values[COLS_MAX] = {0}, max = 0, bucket, hold = 2 * refresh_period(app);
    int cols = r.cols - 2;

    if (rect_is_empty(r))
        return;
    if (!row) {
        view_title_draw(r, false, "backlog", "");
        return;
    }
    cols = cols > COLS_MAX ? COLS_MAX : cols < 0 ? 0 : cols;
    bucket = choose_bucket(app, &row->stats->series, cols > 0 ? cols : 1);
    draw_title(app, row, r, bucket * cols);
    rect_cut_top(&r, 1);
    if (!row->stats->series.n) {
        view_notice_draw(r, row->stats->failed ? ROLE_WARN : ROLE_DIM,
                         app->no_metrics_reason[0] ? app->no_metrics_reason : "not measured yet");
        return;
    }
    /* Columns end at whole multiples of their time, so that what is in one stays there. */
    series_bucket(&row->stats->series, (app->now.mono_ms / bucket + 1) * bucket, bucket,
                  hold + bucket, values, (size_t)cols);
    for (int i = 0; i < cols; i++)
        max = values[i] > max ? values[i] : max;
    max = find_ceiling(max);
    for (int i = 0; i < cols; i++)
        draw_bar(r, 1 + i, values[i], max);
}
