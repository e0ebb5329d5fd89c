#include "parts/graph/graph.h"

#include <stdio.h>
#include <string.h>

enum { BRAILLE_ROWS = 3, LEAST_SPARK = 8 };

static int clamp(int n, int least, int most)
{
    return n < least ? least : n > most ? most : n;
}

static double find_top(const struct graph *g)
{
    struct graph_extent extent, dead = {.most = -1.0};
    double most, top;

    if (g->top > 0.0)
        return g->top;
    graph_track_measure(g->track, &extent);
    if (g->dead)
        graph_track_measure(g->dead, &dead);
    most = top = extent.most > dead.most ? extent.most : dead.most;
    for (size_t i = 0; i < g->n_thresholds; i++)
        if (g->thresholds[i].value > top && g->thresholds[i].value <= 2.0 * most)
            top = g->thresholds[i].value;
    return graph_scale_top(top, g->unit);
}

/* What turned before the window is turned in all of it. */
static int find_turned(const struct graph *g)
{
    const struct graph_window *w = &g->track->window;

    if (!g->is_turned)
        return w->columns;
    if (g->turn_ms < w->start_ms)
        return 0;
    return clamp(graph_window_find(w, g->turn_ms), 0, w->columns);
}

void graph_plot_make(struct graph_plot *p, const struct graph *g)
{
    p->graph = *g;
    p->window = &g->track->window;
    if (g->signs == GRAPH_BRAILLE && g->rows < BRAILLE_ROWS)
        p->graph.signs = GRAPH_BLOCKS;
    p->graph.left = clamp(g->left, 0, GRAPH_LEFT);
    p->scale = g->bare ? graph_scale_make_bare(find_top(g), g->rows)
                       : graph_scale_make(find_top(g), g->rows, g->unit);
    p->turned_from = find_turned(g);
    graph_marks_make(&p->marks, p->window, g->labels, g->is_turned ? g->turn_ms : -1,
                     graph_track_find_seam(g->track));
    p->rows = g->rows + g->has_times + (g->has_times && g->labels == GRAPH_LABELS_BELOW);
    p->cols = p->graph.left + p->window->columns + 1;
}

static struct graph_cell make_cell(const struct graph_plot *p, enum graph_sign sign,
                                   enum graph_kind kind)
{
    return (struct graph_cell){graph_sign(p->graph.signs, sign), kind};
}

/* As far as it lies in the row. */
static void put_text(const struct graph_plot *p, struct graph_cell *out, int col, const char *text,
                     enum graph_kind kind)
{
    for (; *text; text++, col++)
        if (col >= 0 && col < p->cols)
            out[col] = (struct graph_cell){(unsigned char)*text, kind};
}

/* How many parts of the cell at level (0: the lowest row) value fills. */
static int fill_cell(const struct graph_plot *p, double value, int level, int parts)
{
    return clamp(graph_scale_count(&p->scale, value, parts) - level * parts, 0, parts);
}

/* What stands for the values of a column in a cell; 0: nothing. */
static uint32_t find_sign(const struct graph_plot *p, const struct graph_track *t, int column,
                          int level)
{
    enum graph_signs signs = p->graph.signs;
    int parts = graph_signs_parts(signs), filled;

    if (signs == GRAPH_BRAILLE) {
        const double *halves = graph_track_halves(t, column);
        int left = fill_cell(p, halves[0], level, parts);
        int right = fill_cell(p, halves[1], level, parts);

        return left || right ? graph_sign_dots(left, right) : 0;
    }
    if (p->graph.bare && p->graph.rows == 1) {
        filled = fill_cell(p, graph_track_read(t, column), 0, GRAPH_ROW_PARTS);
        return filled ? graph_sign_level(signs, filled) : 0;
    }
    filled = fill_cell(p, graph_track_read(t, column), level, parts);
    return filled ? graph_sign_fill(signs, filled) : 0;
}

static bool is_known(const struct graph_plot *p, int column)
{
    return graph_track_read(p->graph.track, column) >= 0.0 ||
           (p->graph.dead && graph_track_read(p->graph.dead, column) >= 0.0);
}

/* The one in front keeps its own height: the cells where it ends show what it is, not a mixture. */
static struct graph_cell find_data(const struct graph_plot *p, int column, int level)
{
    uint32_t sign = p->graph.dead ? find_sign(p, p->graph.dead, column, level) : 0;

    if (sign && p->graph.signs == GRAPH_ASCII)
        sign = 'x';
    if (sign)
        return (struct graph_cell){sign, GRAPH_DEAD};
    sign = find_sign(p, p->graph.track, column, level);
    if (sign)
        return (struct graph_cell){sign, column >= p->turned_from ? GRAPH_TURNED : GRAPH_DATA};
    if (level == 0 && is_known(p, column))
        return make_cell(p, GRAPH_SIGN_ZERO, GRAPH_ZERO);
    return make_cell(p, GRAPH_SIGN_BLANK, GRAPH_BLANK);
}

/* The first place where a word behind the data is seen whole, -1: nowhere. */
static int find_place(const struct graph_plot *p, const char *word, int from, int level)
{
    int len = (int)strlen(word), end = p->window->columns, run = 0;

    for (int column = from; column < end; column++) {
        run = find_data(p, column, level).kind == GRAPH_BLANK ? run + 1 : 0;
        if (run == len)
            return column - len + 1;
    }
    return -1;
}

/* Its line, and its name in the row above, or on the line where there is none. */
static void put_threshold(const struct graph_plot *p, const struct graph_threshold *t, int level,
                          struct graph_cell *out)
{
    int row = graph_scale_find_row(&p->scale, t->value), column;
    char value[GRAPH_LABEL_BYTES], name[40];

    if (row == level + 1)
        for (int i = 0; i < p->window->columns; i++)
            out[p->graph.left + i] = make_cell(p, GRAPH_SIGN_THRESHOLD, GRAPH_THRESHOLD);
    if (row == 0 || level != (row < p->graph.rows ? row : row - 1))
        return;
    graph_scale_print(value, t->value, p->graph.unit);
    snprintf(name, sizeof(name), "%s %s", t->name, value);
    column = find_place(p, name, 1, level);
    if (column >= 0)
        put_text(p, out, p->graph.left + column, name, GRAPH_THRESHOLD);
}

/* The word reaches into the free column behind the data, where nothing hides it. */
static void put_seam(const struct graph_plot *p, int level, struct graph_cell *out)
{
    static const char word[] = "live";
    int at = p->graph.left + p->marks.seam, end = at + (int)strlen(word);
    bool hidden = false;

    if (p->marks.seam < 0)
        return;
    out[at] = make_cell(p, GRAPH_SIGN_SEAM, GRAPH_SEAM);
    for (int col = at + 1; col <= end && col < p->cols - 1; col++)
        hidden = hidden || find_data(p, col - p->graph.left, level).kind != GRAPH_BLANK;
    if (level == p->graph.rows - 1 && end < p->cols && !hidden)
        put_text(p, out, at + 1, word, GRAPH_SEAM);
}

static void put_labels(const struct graph_plot *p, int row, struct graph_cell *out)
{
    int axis = p->graph.left - 1;

    if (axis < 0)
        return;
    out[axis] = make_cell(p, row ? GRAPH_SIGN_AXIS : GRAPH_SIGN_CORNER, GRAPH_AXIS);
    for (int i = 0; i < p->scale.n_ticks; i++) {
        const struct graph_tick *tick = &p->scale.ticks[i];
        int len = (int)strlen(tick->label);

        if (tick->row != row)
            continue;
        if (row)
            out[axis] = make_cell(p, GRAPH_SIGN_VALUE_TICK, GRAPH_AXIS);
        if (len <= axis)
            put_text(p, out, axis - len, tick->label, GRAPH_LABEL);
    }
}

static void put_cursor(const struct graph_plot *p, struct graph_cell *out)
{
    struct graph_cell *cell = &out[p->graph.left + p->graph.cursor];

    if (cell->kind == GRAPH_BLANK || cell->kind == GRAPH_THRESHOLD || cell->kind == GRAPH_SEAM)
        cell->sign = graph_sign(p->graph.signs, GRAPH_SIGN_CURSOR);
    cell->kind = GRAPH_CURSOR;
}

static void make_data_row(const struct graph_plot *p, int level, struct graph_cell *out)
{
    put_labels(p, level + 1, out);
    for (size_t i = 0; i < p->graph.n_thresholds; i++)
        put_threshold(p, &p->graph.thresholds[i], level, out);
    put_seam(p, level, out);
    for (int column = 0; column < p->window->columns; column++) {
        struct graph_cell cell = find_data(p, column, level);

        if (cell.kind != GRAPH_BLANK)
            out[p->graph.left + column] = cell;
    }
}

static void make_axis_row(const struct graph_plot *p, struct graph_cell *out)
{
    const struct graph_marks *m = &p->marks;
    struct graph_cell *data = out + p->graph.left;

    put_labels(p, 0, out);
    for (int column = 0; column < p->window->columns; column++)
        if (is_known(p, column))
            data[column] = make_cell(p, GRAPH_SIGN_FLOOR, GRAPH_AXIS);
    for (int i = 0; i < m->n; i++)
        data[m->ticks[i].column] = make_cell(p, GRAPH_SIGN_TIME_TICK, GRAPH_AXIS);
    if (m->seam >= 0)
        data[m->seam] = make_cell(p, GRAPH_SIGN_SEAM, GRAPH_SEAM);
    if (m->has_turn)
        data[m->turn.column] = make_cell(p, GRAPH_SIGN_TURN, GRAPH_TURN);
}

static void put_times(const struct graph_plot *p, struct graph_cell *out)
{
    const struct graph_marks *m = &p->marks;

    for (int i = 0; i < m->n; i++)
        put_text(p, out, p->graph.left + m->ticks[i].label_column, m->ticks[i].label, GRAPH_LABEL);
    if (m->has_turn)
        put_text(p, out, p->graph.left + m->turn.label_column, m->turn.label, GRAPH_TURN);
}

void graph_plot_row(const struct graph_plot *p, int row, struct graph_cell *out)
{
    int axis = p->graph.rows;
    bool below = p->graph.labels == GRAPH_LABELS_BELOW;

    for (int col = 0; col < p->cols; col++)
        out[col] = make_cell(p, GRAPH_SIGN_BLANK, GRAPH_BLANK);
    if (row < axis)
        make_data_row(p, axis - 1 - row, out);
    else if (row == axis)
        make_axis_row(p, out);
    if (row == (below ? axis + 1 : axis))
        put_times(p, out);
    if (p->graph.has_cursor && row <= axis && p->graph.cursor >= 0 &&
        p->graph.cursor < p->window->columns)
        put_cursor(p, out);
}

void graph_spark(const double *values, int n, enum graph_signs signs, int turned_from,
                 struct graph_cell *out)
{
    struct graph_scale scale = graph_scale_make_bare(LEAST_SPARK, 1);
    bool known = false;

    for (int i = 0; i < n; i++) {
        scale.top = values[i] > scale.top ? values[i] : scale.top;
        known = known || values[i] >= 0.0;
    }
    for (int i = 0; i < n; i++) {
        int level = graph_scale_count(&scale, values[i], GRAPH_ROW_PARTS);

        if (level)
            out[i] = (struct graph_cell){graph_sign_level(signs, level),
                                         i >= turned_from ? GRAPH_TURNED : GRAPH_DATA};
        else if (values[i] >= 0.0)
            out[i] = (struct graph_cell){'.', GRAPH_ZERO};
        else
            out[i] =
                (struct graph_cell){i || known ? ' ' : '-', known ? GRAPH_BLANK : GRAPH_UNKNOWN};
    }
}
