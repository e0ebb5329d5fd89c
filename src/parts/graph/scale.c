#include "parts/graph/scale.h"

#include "base/memory/array.h"
#include "base/text/format.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60000, HOUR = 3600000, DAY = 86400000 }; /* ms */

/* Spans as clocks and people count them; longer ones are round as days are. */
static const int spans[] = {
    1 * SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 20 * SECOND, 30 * SECOND,
    1 * MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 20 * MINUTE, 30 * MINUTE,
    1 * HOUR,   2 * HOUR,   3 * HOUR,   4 * HOUR,    6 * HOUR,    12 * HOUR,   1 * DAY};

static double find_count_top(double most)
{
    static const double steps[] = {1.0, 2.0, 4.0, 5.0, 10.0};
    double power = 1.0;

    while (most > 10.0 * power)
        power *= 10.0;
    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (steps[i] * power >= most)
            return steps[i] * power;
    return most; /* none is below it, that is: not a number */
}

double graph_scale_top(double most, enum graph_unit unit)
{
    if (most < 0.0)
        return 0.0;
    for (size_t i = 0; unit == GRAPH_SPAN && i < ARRAY_LEN(spans); i++)
        if (spans[i] >= most)
            return spans[i];
    if (unit == GRAPH_SPAN)
        return find_count_top(most / DAY) * DAY;
    return find_count_top(most);
}

/* top / parts is a number that a person would choose. */
static bool is_round(double top, int parts, enum graph_unit unit)
{
    double value = top / parts, digits = value;

    for (size_t i = 0; unit == GRAPH_SPAN && i < ARRAY_LEN(spans); i++)
        if (spans[i] >= value)
            return spans[i] <= value;
    if (unit == GRAPH_SPAN)
        digits = value / DAY;
    /* At most two digits that are not 0, and nothing behind the point. */
    while (digits >= 100.0)
        digits /= 10.0;
    return digits >= 1.0 && (double)(int)digits >= digits;
}

int64_t graph_round(double value)
{
    const double most = 9223372036854775807.0; /* which is one more, as a double */

    return value >= most ? INT64_MAX : (int64_t)value;
}

void graph_scale_print(char out[GRAPH_LABEL_BYTES], double value, enum graph_unit unit)
{
    static const char *const prefixes[] = {"", "k", "M", "G", "T", "P", "E"};
    struct format f;
    size_t i = 0;

    if (unit == GRAPH_SPAN) {
        int64_t ms = graph_round(value);

        /* A span that is not round, such as of a threshold, has two units. */
        if (strlen(format_duration(&f, ms)) > 3)
            format_span(&f, ms);
        snprintf(out, GRAPH_LABEL_BYTES, "%.7s", f.s);
        return;
    }
    for (; value >= 999.5 && i + 1 < ARRAY_LEN(prefixes); i++)
        value /= 1000.0;
    snprintf(out, GRAPH_LABEL_BYTES, "%.3g%s%s", value, prefixes[i],
             unit == GRAPH_BYTES ? "B" : "");
}

static void add_tick(struct graph_scale *s, int row, double value, enum graph_unit unit)
{
    struct graph_tick *tick = &s->ticks[s->n_ticks++];

    tick->row = row;
    graph_scale_print(tick->label, value, unit);
}

struct graph_scale graph_scale_make(double top, int rows, enum graph_unit unit)
{
    static const int divisions[] = {4, 2, 1};
    struct graph_scale s = {.top = top, .rows = rows};
    int parts = 1;

    for (size_t i = 0; i < ARRAY_LEN(divisions); i++) {
        parts = divisions[i];
        if (rows % parts == 0 && rows / parts >= 2 && is_round(top, parts, unit))
            break;
    }
    add_tick(&s, 0, 0.0, unit);
    for (int i = 1; top > 0.0 && i <= parts; i++)
        add_tick(&s, rows / parts * i, top / parts * i, unit);
    return s;
}

struct graph_scale graph_scale_make_bare(double top, int rows)
{
    return (struct graph_scale){.top = top, .rows = rows, .bare = true};
}

int graph_scale_count(const struct graph_scale *s, double value, int parts_of_row)
{
    double height;
    int most = s->rows * parts_of_row;

    if (!(value > 0.0) || !(s->top > 0.0))
        return 0;
    height = value / s->top * s->rows - (s->bare ? 0.0 : 0.5);
    if (height >= s->rows)
        return most;
    height = height * parts_of_row + 0.5;
    return height < 1.0 ? 1 : (int)height > most ? most : (int)height;
}

int graph_scale_find_row(const struct graph_scale *s, double value)
{
    double row;

    if (!(value > 0.0) || !(s->top > 0.0) || value > s->top)
        return 0;
    row = value / s->top * s->rows + (s->bare ? 1.0 : 0.5);
    return row < 1.0 ? 1 : row >= s->rows + 1.0 ? s->rows : (int)row;
}
