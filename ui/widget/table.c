#include "ui/widget/table.h"

#include "base/memory/array.h"

#include <stdio.h>
#include <string.h>

void cell_set(struct cell *c, enum role role, const char *text)
{
    c->role = role;
    snprintf(c->text, sizeof(c->text), "%s", text);
}

enum { DROPPED = -1 }; /* a width, while columns are fitted */

/* What the column of width 0 would get; may be negative. */
static int find_rest(const struct table *t, int cols)
{
    int rest = cols - t->left;

    for (int i = 0; i < t->n; i++)
        if (t->columns[i].width != DROPPED)
            rest -= t->columns[i].width + (i > 0);
    return rest;
}

/* The column that goes next, or NULL. */
static struct column *find_least(const struct table *t)
{
    struct column *least = NULL;

    for (struct column *c = t->columns; c < t->columns + t->n; c++)
        if (c->width != DROPPED && c->keep > 0 && (!least || c->keep < least->keep))
            least = c;
    return least;
}

void table_fit(struct table *t, int cols)
{
    struct column *least;
    int min = 0, rest;

    for (int i = 0; i < t->n; i++)
        min += t->columns[i].min;
    while (find_rest(t, cols) < min && (least = find_least(t)))
        least->width = DROPPED;
    rest = find_rest(t, cols);
    for (struct column *c = t->columns; c < t->columns + t->n; c++)
        if (c->width == DROPPED)
            c->width = 0;
        else if (!c->width)
            c->width = rest > 0 ? rest : 0;
}

int table_find(const struct table *t, int col)
{
    int from = t->left;

    for (int i = 0; i < t->n; i++) {
        if (!t->columns[i].width)
            continue;
        if (col >= from && col < from + t->columns[i].width)
            return i;
        from += t->columns[i].width + 1;
    }
    return -1;
}

/* The arrow stands behind the title, which gives way to it. */
static void draw_sorted(const struct table *t, struct rect r, int row, int col)
{
    const struct column *c = &t->columns[t->sorted - 1];
    int cols = (int)strlen(c->title);
    char text[32];

    if (cols > c->width - 1)
        cols = c->width > 1 ? c->width - 1 : 0;
    snprintf(text, sizeof(text), "%.*s%s", cols, c->title,
             glyph(t->descending ? GLYPH_FALLING : GLYPH_RISING));
    draw_cell(r, row, col, c->width, c->align, ROLE_COLUMN_SORT, text);
}

void table_draw_head(const struct table *t, struct rect r, int row)
{
    int col = t->left;

    for (int i = 0; i < t->n; i++) {
        if (!t->columns[i].width)
            continue;
        if (i + 1 == t->sorted)
            draw_sorted(t, r, row, col);
        else
            draw_cell(r, row, col, t->columns[i].width, t->columns[i].align, ROLE_COLUMN_HEAD,
                      t->columns[i].title);
        col += t->columns[i].width + 1;
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
        if (!t->columns[i].width)
            continue;
        draw_cell(r, row, col, t->columns[i].width, t->columns[i].align,
                  table_role(cells[i].role, bar), cells[i].text);
        col += t->columns[i].width + 1;
    }
}
