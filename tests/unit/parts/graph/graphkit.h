/* Graphs as text: rows of signs, and of letters for what the signs mean. */
#pragma once

#include "base/memory/array.h"
#include "base/text/utf8.h"
#include "parts/graph/graph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60000, HOUR = 3600000, DAY = 86400000 };

/* 2026-12-01 at 12:04:31 UTC. */
#define NOON INT64_C(1796126400000)
#define NOW  (NOON + 4 * MINUTE + 31 * SECOND)

/* One letter a kind; what is only ink of the axis is a blank. */
static inline char name_kind(enum graph_kind kind)
{
    static const char names[] = {
        [GRAPH_BLANK] = ' ', [GRAPH_DATA] = 'd',    [GRAPH_TURNED] = 't',    [GRAPH_DEAD] = 'x',
        [GRAPH_ZERO] = '0',  [GRAPH_UNKNOWN] = '?', [GRAPH_AXIS] = '-',      [GRAPH_LABEL] = 'l',
        [GRAPH_TURN] = 'T',  [GRAPH_SEAM] = 's',    [GRAPH_THRESHOLD] = 'h', [GRAPH_CURSOR] = 'c'};
    _Static_assert(ARRAY_LEN(names) == GRAPH_KINDS, "every kind has its letter");

    return names[kind];
}

struct row_text {
    char signs[4 * GRAPH_PLOT_COLS + 1];
    char kinds[GRAPH_PLOT_COLS + 1];
};

static inline void trim(char *text)
{
    size_t len = strlen(text);

    while (len && text[len - 1] == ' ')
        text[--len] = '\0';
}

static inline void print_cells(struct row_text *out, const struct graph_cell *cells, int n)
{
    size_t len = 0;

    for (int i = 0; i < n; i++) {
        len += (size_t)utf8_write(out->signs + len, cells[i].sign);
        out->kinds[i] = name_kind(cells[i].kind);
    }
    out->signs[len] = '\0';
    out->kinds[n] = '\0';
    trim(out->signs);
    trim(out->kinds);
}

static inline void print_row(struct row_text *out, const struct graph_plot *p, int row)
{
    static struct graph_cell cells[GRAPH_PLOT_COLS];

    graph_plot_row(p, row, cells);
    print_cells(out, cells, p->cols);
}

/* All rows of the graph, each without the blanks behind it and with a line end. */
static inline void check_rows(const struct graph *g, const char *want)
{
    static char all[40 * sizeof(((struct row_text *)NULL)->signs)];
    static struct graph_plot p;
    static struct row_text text;
    size_t len = 0;

    graph_plot_make(&p, g);
    all[0] = '\0';
    for (int row = 0; row < p.rows; row++) {
        print_row(&text, &p, row);
        len += (size_t)snprintf(all + len, sizeof(all) - len, "%s\n", text.signs);
    }
    if (strcmp(all, want) != 0)
        print_message("%s", all);
    assert_string_equal(all, want);
}

static inline void check_kinds(const struct graph *g, int row, const char *want)
{
    static struct graph_plot p;
    static struct row_text text;

    graph_plot_make(&p, g);
    print_row(&text, &p, row);
    assert_string_equal(text.kinds, want);
}

/* Columns of a minute up to NOW, the last of them half over. */
static inline struct graph start(struct graph_track *t, int columns)
{
    struct graph_window w = graph_window_make(NOW, 0, columns * MINUTE, columns);

    graph_track_begin(t, &w);
    return (struct graph){.track = t, .rows = 4, .left = 7, .has_times = true};
}

/* History says the value for so many columns, and then what is by more in each. */
static inline void add_rows(struct graph_track *t, int column, int n, double value, double more)
{
    for (int i = 0; i < n; i++)
        graph_track_add_row(t, graph_window_time(&t->window, column + i), MINUTE, value + more * i);
}
