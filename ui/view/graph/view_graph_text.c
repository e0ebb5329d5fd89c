/* Times and rates as the screen with the graph of a queue names them. */
#include "base/memory/array.h"
#include "ui/view/graph/view_graph.h"

#include <stdio.h>

enum { MINUTE_MS = 60000, DAY_MS = 86400000 };

const char *view_graph_print_time(struct format *out, const struct graph_window *w, int64_t ms)
{
    bool has_day = w->columns * w->column_ms > DAY_MS, has_seconds = w->column_ms < MINUTE_MS;
    struct format stamp;

    format_stamp(&stamp, ms + w->zone_ms, false); /* "11-23 12:04:31" */
    /* cppcheck-suppress ctuuninitvar; it is written */
    snprintf(out->s, sizeof(out->s), "%.*s", (has_day ? 6 : 0) + (has_seconds ? 8 : 5),
             stamp.s + (has_day ? 0 : 6));
    return out->s;
}

/* By the shortest time in which there is one. */
const char *view_graph_print_rate(struct format *out, double per_minute)
{
    static const struct {
        double minutes;
        const char *name;
    } times[] = {{1.0, "min"}, {60.0, "h"}, {1440.0, "d"}};
    struct format f;
    size_t i = 0;

    while (i + 1 < ARRAY_LEN(times) && per_minute * times[i].minutes < 0.95)
        i++;
    if (per_minute <= 0.0)
        snprintf(out->s, sizeof(out->s), per_minute < 0.0 ? "-" : "0/min");
    else if (per_minute * times[i].minutes < 0.95)
        snprintf(out->s, sizeof(out->s), "<1/d");
    else
        snprintf(out->s, sizeof(out->s), "%s/%s",
                 format_short(&f, graph_round(per_minute * times[i].minutes + 0.5)), times[i].name);
    return out->s;
}
