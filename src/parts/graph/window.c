#include "parts/graph/window.h"

#include "base/memory/array.h"

#include <stddef.h>

enum { SECOND = 1, MINUTE = 60, HOUR = 3600, DAY = 86400 };

static const int64_t second_ms = 1000;

static int64_t find_length(int64_t range_ms, int columns)
{
    /* The last two for screens that are narrow and ranges that are long. */
    static const int lengths[] = {1 * SECOND,  2 * SECOND,  5 * SECOND,  10 * SECOND, 15 * SECOND,
                                  20 * SECOND, 30 * SECOND, 1 * MINUTE,  2 * MINUTE,  3 * MINUTE,
                                  5 * MINUTE,  6 * MINUTE,  10 * MINUTE, 15 * MINUTE, 20 * MINUTE,
                                  30 * MINUTE, 1 * HOUR,    2 * HOUR,    3 * HOUR,    6 * HOUR,
                                  12 * HOUR,   1 * DAY};
    size_t i = 0;

    while (i + 1 < ARRAY_LEN(lengths) && lengths[i] * second_ms * columns < range_ms)
        i++;
    return lengths[i] * second_ms;
}

/* The multiple of step at or before ms, which may be before 1970. */
static int64_t floor_to(int64_t ms, int64_t step)
{
    int64_t rest = ms % step;

    return ms - (rest < 0 ? rest + step : rest);
}

struct graph_window graph_window_make(int64_t now_ms, int64_t zone_ms, int64_t range_ms,
                                      int columns)
{
    struct graph_window w = {.now_ms = now_ms, .zone_ms = zone_ms};

    w.columns = columns < 1 ? 1 : columns > GRAPH_COLUMNS ? GRAPH_COLUMNS : columns;
    w.column_ms = find_length(range_ms, w.columns);
    w.start_ms = floor_to(now_ms + zone_ms, w.column_ms) - zone_ms;
    w.start_ms -= (w.columns - 1) * w.column_ms;
    return w;
}

int graph_window_find(const struct graph_window *w, int64_t ms)
{
    if (ms < w->start_ms || ms >= w->start_ms + w->columns * w->column_ms)
        return -1;
    return (int)((ms - w->start_ms) / w->column_ms);
}

int64_t graph_window_time(const struct graph_window *w, int column)
{
    return w->start_ms + column * w->column_ms;
}

int64_t graph_range_step(int64_t range_ms, int steps)
{
    static const int ranges[] = {15 * MINUTE, 30 * MINUTE, 1 * HOUR, 3 * HOUR, 6 * HOUR,
                                 12 * HOUR,   1 * DAY,     3 * DAY,  7 * DAY,  14 * DAY};
    int last = (int)ARRAY_LEN(ranges) - 1, i = 0;

    while (i < last && ranges[i] * second_ms < range_ms)
        i++;
    /* Bounded, so that no sum below is too large. */
    steps = steps < -last ? -last : steps > last ? last : steps;
    i += steps;
    return ranges[i < 0 ? 0 : i > last ? last : i] * second_ms;
}
