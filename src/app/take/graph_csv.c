/* y on the screen with a graph: its columns as lines of CSV.  UI thread. */
#include "app/keys/actions.h"
#include "app/show/queue/graph_screen.h"
#include "base/memory/array.h"
#include "base/text/format.h"

#include <stdio.h>
#include <string.h>

enum { TABLE_MAX = 1 << 20, NUMBER_BYTES = 400 };

static const struct {
    const char *name; /* what is said of a minute is a rate */
    enum queue_track what;
} fields[] = {
    {"backlog", TRACK_BACKLOG},          {"bytes", TRACK_BYTES},
    {"in_per_minute", TRACK_IN},         {"out_per_minute", TRACK_OUT},
    {"failed_per_minute", TRACK_FAILED}, {"dead_per_minute", TRACK_DEAD},
    {"concurrency", TRACK_WORK},
};

/* Means over a column, to a thousandth; what is not known is empty. */
static void add_number(struct buf *b, double value)
{
    char text[NUMBER_BYTES];
    size_t len;

    if (value < 0.0)
        return;
    snprintf(text, sizeof(text), "%.3f", value);
    len = strlen(text);
    while (text[len - 1] == '0')
        len--;
    buf_append(b, text, text[len - 1] == '.' ? len - 1 : len);
}

static void print_table(const struct app *app, const struct queue_stats *stats, struct buf *b)
{
    struct graph_window w = graph_screen_window(app);
    double values[ARRAY_LEN(fields)][GRAPH_COLUMNS];
    struct graph_track track;
    struct format time;

    buf_append_str(b, "time");
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        queue_track_make(app, stats, fields[i].what, &w, &track);
        graph_track_copy(&track, values[i]);
        buf_print(b, ",%s", fields[i].name);
    }
    for (int column = 0; column < w.columns; column++) {
        buf_print(b, "\n%s", format_utc(&time, graph_window_time(&w, column)));
        for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
            buf_append_byte(b, ',');
            add_number(b, values[i][column]);
        }
    }
    buf_append_byte(b, '\n');
}

void graph_csv_copy(struct app *app)
{
    const struct queue_row *row = graph_screen_queue(app);
    struct buf b;

    if (!row) {
        app_set_status(app, STATUS_INFO, "there is nothing to copy here");
        return;
    }
    buf_init(&b, TABLE_MAX);
    print_table(app, row->stats, &b);
    copy_table(app, row->queue->id, &b);
}
