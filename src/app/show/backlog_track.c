#include "app/show/backlog_track.h"

#include "app/read/measure.h"

void backlog_track_make(const struct app *app, const struct queue_stats *stats, int64_t range_ms,
                        int columns, struct graph_track *out)
{
    int64_t now_ms = app->now.wall_ms, since_mono_ms = now_ms - app->now.mono_ms;
    struct graph_window w =
        graph_window_make(now_ms, times_zone(app->times, now_ms), range_ms, columns);

    graph_track_begin(out, &w);
    for (size_t i = 0; i < stats->series.n; i++) {
        const struct sample *s = series_at(&stats->series, i);

        graph_track_add_sample(out, since_mono_ms + s->mono_ms, (double)s->count);
    }
    graph_track_end(out, 2 * measure_period(app));
}
