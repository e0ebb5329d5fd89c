#include "parts/graph/marks.h"

#include "base/memory/array.h"
#include "base/text/format.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, HALF_DAY = 43200, DAY = 86400 };
static const int64_t second_ms = 1000;

/* The time between two ticks; 0: there is none that fits. */
static int64_t find_interval(const struct graph_window *w)
{
    static const int intervals[] = {1 * MINUTE,  2 * MINUTE,  5 * MINUTE,  10 * MINUTE,
                                    15 * MINUTE, 20 * MINUTE, 30 * MINUTE, 1 * HOUR,
                                    2 * HOUR,    3 * HOUR,    6 * HOUR,    12 * HOUR,
                                    1 * DAY,     2 * DAY,     7 * DAY,     14 * DAY};

    for (size_t i = 0; i < ARRAY_LEN(intervals); i++) {
        int64_t ms = intervals[i] * second_ms;

        if (ms % w->column_ms == 0 && ms / w->column_ms >= GRAPH_MARKS_APART)
            return ms;
    }
    return 0;
}

static void print_time(char out[GRAPH_MARK_BYTES], const struct graph_window *w, int64_t ms,
                       const char *behind)
{
    struct format f = {""};

    format_stamp(&f, ms + w->zone_ms, false); /* "11-23 12:04:31" */
    snprintf(out, GRAPH_MARK_BYTES, "%.5s%s", f.s + 6, behind);
}

/* Where it is told apart by nothing else, midnight is called by the day that begins. */
static void print_tick(char out[GRAPH_MARK_BYTES], const struct graph_window *w, int64_t ms)
{
    bool is_long = w->columns * w->column_ms > HALF_DAY * second_ms;
    struct format f = {""};

    if (is_long && (ms + w->zone_ms) % (DAY * second_ms) == 0)
        snprintf(out, GRAPH_MARK_BYTES, "%.5s", format_stamp(&f, ms + w->zone_ms, false));
    else
        print_time(out, w, ms, "");
}

static void place_label(struct graph_mark *m, enum graph_labels labels)
{
    if (labels == GRAPH_LABELS_BEHIND)
        m->label_column = m->column + 1;
    else
        m->label_column = m->column - (int)strlen(m->label) / 2;
}

static int find_end(const struct graph_mark *m)
{
    return m->label_column + (int)strlen(m->label);
}

static int first_cell(const struct graph_mark *m)
{
    return m->column < m->label_column ? m->column : m->label_column;
}

static int last_cell(const struct graph_mark *m)
{
    int end = find_end(m) - 1;

    return m->column > end ? m->column : end;
}

/* With a blank between them. */
static bool collide(const struct graph_mark *a, const struct graph_mark *b)
{
    return first_cell(a) <= last_cell(b) + 1 && first_cell(b) <= last_cell(a) + 1;
}

/* Its label is always seen, however near to an end it is. */
static void place_turn(struct graph_mark *m, const struct graph_window *w, enum graph_labels labels)
{
    int over;

    place_label(m, labels);
    over = find_end(m) - (w->columns + 1);
    if (over > 0 && labels == GRAPH_LABELS_BEHIND)
        m->label_column = m->column - (int)strlen(m->label);
    else if (over > 0)
        m->label_column -= over;
    if (m->label_column < 0)
        m->label_column = 0;
}

static void add_turn(struct graph_marks *out, const struct graph_window *w,
                     enum graph_labels labels, int64_t turn_ms)
{
    bool has_room = labels == GRAPH_LABELS_BELOW && w->columns >= 90;

    out->turn.column = graph_window_find(w, turn_ms);
    out->has_turn = turn_ms >= 0 && out->turn.column >= 0;
    if (!out->has_turn)
        return;
    print_time(out->turn.label, w, turn_ms, has_room ? " turned" : "");
    place_turn(&out->turn, w, labels);
}

static bool fits(const struct graph_marks *marks, const struct graph_window *w,
                 enum graph_labels labels, const struct graph_mark *m)
{
    int seam = marks->seam;

    if (m->label_column < 0 || find_end(m) > w->columns + 1)
        return false;
    if (marks->has_turn && collide(m, &marks->turn))
        return false;
    return labels == GRAPH_LABELS_BELOW || seam < first_cell(m) || seam > last_cell(m);
}

void graph_marks_make(struct graph_marks *out, const struct graph_window *w,
                      enum graph_labels labels, int64_t turn_ms, int64_t seam_ms)
{
    int64_t interval = find_interval(w), ms;

    out->n = 0;
    out->seam = seam_ms < 0 ? -1 : graph_window_find(w, seam_ms);
    add_turn(out, w, labels, turn_ms);
    if (!interval)
        return;
    ms = w->start_ms + interval - 1;
    ms -= (ms + w->zone_ms) % interval;
    for (; graph_window_find(w, ms) >= 0 && out->n < GRAPH_MARKS; ms += interval) {
        struct graph_mark *m = &out->ticks[out->n];

        m->column = graph_window_find(w, ms);
        print_tick(m->label, w, ms);
        place_label(m, labels);
        out->n += fits(out, w, labels, m);
    }
}
