#include "app/show/queue/queue_track.h"

#include "app/read/measure.h"
#include "app/read/past.h"
#include "app/state.h"
#include "base/memory/array.h"

#include <stddef.h>

/* A row of history, and what it is out of. */
struct step {
    const struct history *history;
    const struct history_row *row;
    int64_t ms;
};

static double read_count(const struct sample *s, int64_t wall_ms)
{
    (void)wall_ms;
    return (double)s->count;
}

static double read_bytes(const struct sample *s, int64_t wall_ms)
{
    (void)wall_ms;
    return (double)s->bytes;
}

/* Nothing is old where nothing is. */
static double read_age(const struct sample *s, int64_t wall_ms)
{
    if (s->count == 0)
        return 0.0;
    if (s->oldest_ms < 0)
        return -1.0;
    return s->oldest_ms < wall_ms ? (double)(wall_ms - s->oldest_ms) : 0.0;
}

static double find_messages(const struct step *s, enum history_action action)
{
    (void)action;
    return (double)s->row->messages;
}

static double find_bytes(const struct step *s, enum history_action action)
{
    (void)action;
    return (double)s->row->bytes;
}

static double find_concurrency(const struct step *s, enum history_action action)
{
    (void)action;
    return s->row->concurrency;
}

/* A minute. */
static double find_rate(const struct step *s, enum history_action action)
{
    const double minute_ms = 60000.0;
    int64_t count = history_count(s->history, s->row, action);

    return count < 0 ? -1.0 : (double)count * minute_ms / (double)s->ms;
}

static const struct {
    double (*of_sample)(const struct sample *s, int64_t wall_ms); /* below 0: not known */
    double (*of_step)(const struct step *s, enum history_action action);
    enum history_action action;
} tracks[] = {
    [TRACK_BACKLOG] = {read_count, find_messages, HISTORY_ACTIONS},
    [TRACK_BYTES] = {read_bytes, find_bytes, HISTORY_ACTIONS},
    [TRACK_OLDEST] = {read_age, NULL, HISTORY_ACTIONS},
    [TRACK_IN] = {NULL, find_rate, HISTORY_WRITTEN},
    [TRACK_OUT] = {NULL, find_rate, HISTORY_DELIVERED},
    [TRACK_FAILED] = {NULL, find_rate, HISTORY_FAILED},
    [TRACK_DEAD] = {NULL, find_rate, HISTORY_DEAD_LETTERED},
    [TRACK_WORK] = {NULL, find_concurrency, HISTORY_ACTIONS},
};
_Static_assert(ARRAY_LEN(tracks) == TRACKS, "every track has its source");

struct graph_window queue_track_window(const struct app *app, int64_t range_ms, int columns)
{
    int64_t now_ms = app->now.wall_ms;

    return graph_window_make(now_ms, times_zone(app->times, now_ms), range_ms, columns);
}

static void add_samples(const struct app *app, const struct series *series, enum queue_track what,
                        struct graph_track *out)
{
    int64_t since_mono_ms = app->now.wall_ms - app->now.mono_ms;

    for (size_t i = 0; i < series->n; i++) {
        const struct sample *s = series_at(series, i);
        int64_t wall_ms = since_mono_ms + s->mono_ms;

        graph_track_add_sample(out, wall_ms, tracks[what].of_sample(s, wall_ms));
    }
}

static const struct history_queue *find_history(const struct app *app, const char *queue_id)
{
    const struct history *h = past_find(app);

    return h ? history_find(h, queue_id) : NULL;
}

/* While nothing was asked about this queue alone: what is known of all queues. */
static void add_hour(const struct hour *hour, int64_t now_wall_ms, struct graph_track *out)
{
    const int64_t minute_ms = 60000;
    int64_t ms = history_floor(HISTORY_MINUTE, now_wall_ms);

    for (int i = 0; i < HOUR_MINUTES; i++, ms -= minute_ms)
        graph_track_add_row(out, ms, minute_ms, (double)hour_past_at(hour, ms));
}

static void add_history(const struct app *app, const char *queue_id, enum queue_track what,
                        struct graph_track *out)
{
    struct step s = {.history = past_find(app)};
    const struct history_queue *q = find_history(app, queue_id);

    if (!q)
        return;
    s.ms = history_step_ms(s.history->asked.step);
    for (size_t i = 0; i < q->n; i++) {
        s.row = &q->rows[i];
        graph_track_add_row(out, s.row->time_ms, s.ms,
                            tracks[what].of_step(&s, tracks[what].action));
    }
}

void queue_track_make(const struct app *app, const struct queue_stats *stats, enum queue_track what,
                      const struct graph_window *w, struct graph_track *out)
{
    graph_track_begin(out, w);
    if (tracks[what].of_sample)
        add_samples(app, &stats->series, what, out);
    if (tracks[what].of_step)
        add_history(app, stats->id, what, out);
    if (what == TRACK_BACKLOG && !find_history(app, stats->id))
        add_hour(&stats->hour, app->now.wall_ms, out);
    graph_track_end(out, 2 * measure_period(app));
}

enum graph_signs queue_track_signs(const struct app *app)
{
    return graph_signs_choose((enum graph_wish)app_option(app, OPT_GRAPH));
}
