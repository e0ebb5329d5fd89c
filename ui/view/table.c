#include "ui/view/table.h"

#include "base/array.h"

#include <stdio.h>
#include <string.h>

void cell_set(struct cell *c, enum role role, const char *text)
{
    c->role = role;
    snprintf(c->text, sizeof(c->text), "%s", text);
}

/* What the column of width 0 would get; may be negative. */
static int find_rest(const struct table *t, int cols, const bool *dropped)
{
    int rest = cols - t->left;

    for (int i = 0; i < t->n; i++)
        if (!dropped[i])
            rest -= t->columns[i].width + (i > 0);
    return rest;
}

static int find_least(const struct table *t, const bool *dropped)
{
    int least = -1;

    for (int i = 0; i < t->n; i++)
        if (!dropped[i] && t->columns[i].keep > 0 &&
            (least < 0 || t->columns[i].keep < t->columns[least].keep))
            least = i;
    return least;
}

void table_fit(struct table *t, int cols)
{
    bool dropped[TABLE_COLUMNS] = {false};
    int min = 0, least, rest;

    for (int i = 0; i < t->n; i++)
        min += t->columns[i].min;
    while (find_rest(t, cols, dropped) < min && (least = find_least(t, dropped)) >= 0)
        dropped[least] = true;
    rest = find_rest(t, cols, dropped);
    for (int i = 0; i < t->n; i++)
        t->widths[i] = dropped[i]            ? 0
                       : t->columns[i].width ? t->columns[i].width
                       : rest > 0            ? rest
                                             : 0;
}

/* The arrow stands behind the title, which gives way to it. */
static void draw_sorted(const struct table *t, struct rect r, int row, int col)
{
    const struct column *c = &t->columns[t->sorted - 1];
    int width = t->widths[t->sorted - 1], cols = (int)strlen(c->title);
    char text[32];

    if (cols > width - 1)
        cols = width > 1 ? width - 1 : 0;
    snprintf(text, sizeof(text), "%.*s%s", cols, c->title,
             glyph(t->descending ? GLYPH_FALLING : GLYPH_RISING));
    draw_cell(r, row, col, width, c->align, ROLE_COLUMN_SORT, text);
}

void table_draw_head(const struct table *t, struct rect r, int row)
{
    int col = t->left;

    for (int i = 0; i < t->n; i++) {
        if (!t->widths[i])
            continue;
        if (i + 1 == t->sorted)
            draw_sorted(t, r, row, col);
        else
            draw_cell(r, row, col, t->widths[i], t->columns[i].align, ROLE_COLUMN_HEAD,
                      t->columns[i].title);
        col += t->widths[i] + 1;
    }
}

enum role table_role(enum role role, bool bar)
{
    static const enum role plain[] = {ROLE_TEXT, ROLE_STRONG, ROLE_DIM, ROLE_LEASE, ROLE_PULLED};

    for (size_t i = 0; bar && i < ARRAY_LEN(plain); i++)
        if (role == plain[i])
            return ROLE_SELECTED;
    return theme_select(role, bar);
}

void table_draw_row(const struct table *t, struct rect r, int row, const struct cell *cells,
                    bool selected, bool focused)
{
    bool bar = selected && focused;
    int col = t->left;

    draw_fill(r, row, 0, r.cols, table_role(ROLE_TEXT, bar));
    if (selected)
        draw_glyph(r, row, 0, table_role(ROLE_STRONG, bar), GLYPH_MARKER);
    for (int i = 0; i < t->n; i++) {
        if (!t->widths[i])
            continue;
        draw_cell(r, row, col, t->widths[i], t->columns[i].align, table_role(cells[i].role, bar),
                  cells[i].text);
        col += t->widths[i] + 1;
    }
}
