#include "ui/widget/graph.h"

#include "base/memory/array.h"
#include "base/text/utf8.h"

static enum role find_role(enum graph_kind kind, enum role level)
{
    static const enum role roles[] = {
        [GRAPH_BLANK] = ROLE_TEXT,          [GRAPH_DATA] = ROLE_GRAPH,
        [GRAPH_TURNED] = ROLE_GRAPH_WARN,   [GRAPH_DEAD] = ROLE_GRAPH_BAD,
        [GRAPH_ZERO] = ROLE_SPARK_ZERO,     [GRAPH_UNKNOWN] = ROLE_DIM,
        [GRAPH_AXIS] = ROLE_RULE,           [GRAPH_LABEL] = ROLE_DIM,
        [GRAPH_TURN] = ROLE_GROWING,        [GRAPH_SEAM] = ROLE_DIM,
        [GRAPH_THRESHOLD] = ROLE_THRESHOLD, [GRAPH_CURSOR] = ROLE_SELECTED,
    };
    _Static_assert(ARRAY_LEN(roles) == GRAPH_KINDS, "every kind has its role");

    return kind == GRAPH_DATA ? level : roles[kind];
}

/* What is alike is drawn at once. */
void graph_draw_cells(struct rect r, int row, int col, const struct graph_cell *cells, int n,
                      enum role level, bool bar)
{
    char text[4 * GRAPH_PLOT_COLS];

    n = n < GRAPH_PLOT_COLS ? n : GRAPH_PLOT_COLS;
    for (int from = 0, to = 0; from < n; from = to) {
        size_t len = 0;

        for (; to < n && cells[to].kind == cells[from].kind; to++)
            len += (size_t)utf8_write(text + len, cells[to].sign);
        draw_bytes(r, row, col + from, theme_select(find_role(cells[from].kind, level), bar), text,
                   len, 0);
    }
}

void graph_draw(struct rect r, const struct graph *g, enum role level)
{
    struct graph_cell cells[GRAPH_PLOT_COLS];
    struct graph_plot plot;

    graph_plot_make(&plot, g);
    for (int row = 0; row < plot.rows && row < r.rows; row++) {
        graph_plot_row(&plot, row, cells);
        graph_draw_cells(r, row, 0, cells, plot.cols, level, false);
    }
}
