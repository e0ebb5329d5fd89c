#include "ui/columns.h"

#include <stdbool.h>

/* What the column of width 0 would get; may be negative. */
static int find_rest(const struct column *columns, int n, int cols, const bool *dropped)
{
    int rest = cols;

    for (int i = 0; i < n; i++)
        if (!dropped[i])
            rest -= columns[i].width + (i > 0);
    return rest;
}

static int find_least(const struct column *columns, int n, const bool *dropped)
{
    int least = -1;

    for (int i = 0; i < n; i++)
        if (!dropped[i] && columns[i].keep > 0 &&
            (least < 0 || columns[i].keep < columns[least].keep))
            least = i;
    return least;
}

void columns_fit(const struct column *columns, int n, int cols, int widths[COLUMNS_MAX])
{
    bool dropped[COLUMNS_MAX] = {false};
    int min = 0, least;

    for (int i = 0; i < n; i++)
        min += columns[i].min;
    while (find_rest(columns, n, cols, dropped) < min &&
           (least = find_least(columns, n, dropped)) >= 0)
        dropped[least] = true;
    for (int i = 0; i < n; i++) {
        int rest = find_rest(columns, n, cols, dropped);

        widths[i] = dropped[i] ? 0 : columns[i].width ? columns[i].width : rest > 0 ? rest : 0;
    }
}

void columns_draw_head(const struct column *columns, int n, const int widths[COLUMNS_MAX],
                       struct rect r, int row, int col)
{
    for (int i = 0; i < n; i++) {
        if (!widths[i])
            continue;
        draw_cell(r, row, col, widths[i], columns[i].align, ROLE_COLUMN_HEAD, columns[i].title);
        col += widths[i] + 1;
    }
}
