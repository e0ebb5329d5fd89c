#include "ui/widget/table.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/format.h"

#include <stdio.h>
#include <string.h>

void cell_set(struct cell *c, enum role role, const char *text)
{
    c->role = role;
    snprintf(c->text, sizeof(c->text), "%s", text);
}

/* The first one has the left margin before it. */
static int find_gap(const struct column *c, bool first)
{
    return first ? 0 : c->gap;
}

/* What the column of width 0 would get; may be negative. */
static int find_rest(const struct table *t, int cols)
{
    int rest = cols - t->left;
    bool first = true;

    for (int i = 0; i < t->n; i++)
        if (t->columns[i].width != TABLE_DROPPED) {
            rest -= t->columns[i].width + find_gap(&t->columns[i], first);
            first = false;
        }
    return rest;
}

/* The column that goes next, or NULL. */
static struct column *find_least(const struct table *t)
{
    struct column *least = NULL;

    for (struct column *c = t->columns; c < t->columns + t->n; c++)
        if (c->width != TABLE_DROPPED && c->keep > 0 && (!least || c->keep < least->keep))
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
        least->width = TABLE_DROPPED;
    rest = find_rest(t, cols);
    for (struct column *c = t->columns; c < t->columns + t->n; c++)
        if (c->width == TABLE_DROPPED)
            c->width = 0;
        else if (!c->width)
            c->width = rest > 0 ? rest : 0;
}

int table_place(const struct table *t, int i)
{
    int col = t->left;
    bool first = true;

    for (int k = 0; k <= i; k++) {
        if (!t->columns[k].width)
            continue;
        col += find_gap(&t->columns[k], first);
        if (k == i)
            return col;
        col += t->columns[k].width;
        first = false;
    }
    return -1;
}

int table_find(const struct table *t, int col)
{
    for (int i = 0; i < t->n; i++) {
        int from = table_place(t, i);

        if (from >= 0 && col >= from && col < from + t->columns[i].width)
            return i;
    }
    return -1;
}

/* The arrow stands behind the title, which gives way to it; on the right side before it, where the
 * gap has room. */
static void draw_sorted(const struct table *t, struct rect r, int row, int col)
{
    const struct column *c = &t->columns[t->sorted - 1];
    const char *arrow = glyph(t->descending ? GLYPH_DESCENDING : GLYPH_ASCENDING);
    int room = c->align == DRAW_RIGHT && col > 0, cols = c->width + room - 1;
    struct dtext title;
    char text[sizeof(title.s) + 8];

    dtext_make(&title, c->title, strlen(c->title), 0, cols > 0 ? cols : 0, DTEXT_CELL);
    snprintf(text, sizeof(text), "%s%s%s", room ? arrow : "", title.s, room ? "" : arrow);
    draw_cell(r, row, col - room, c->width + room, c->align, ROLE_COLUMN_SORT, text);
}

void table_draw_head(const struct table *t, struct rect r, int row)
{
    for (int i = 0; i < t->n; i++) {
        int col = table_place(t, i);

        if (col < 0)
            continue;
        if (i + 1 == t->sorted)
            draw_sorted(t, r, row, col);
        else
            draw_cell(r, row, col, t->columns[i].width, t->columns[i].align, ROLE_COLUMN_HEAD,
                      t->columns[i].title);
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

    draw_fill(r, row, 0, r.cols, table_role(ROLE_TEXT, bar));
    if (selected)
        draw_glyph(r, row, 0, table_role(ROLE_STRONG, bar), GLYPH_MARKER);
    for (int i = 0; i < t->n; i++) {
        int col = table_place(t, i);

        if (col >= 0)
            draw_cell(r, row, col, t->columns[i].width, t->columns[i].align,
                      table_role(cells[i].role, bar), cells[i].text);
    }
}

void table_draw_size(const struct table *t, int column, struct rect r, int row, enum role role,
                     int64_t bytes, bool bar)
{
    int col = table_place(t, column);
    struct format f;
    char *unit;

    if (col < 0)
        return;
    format_bytes(&f, bytes);
    unit = strchr(f.s, ' ');
    if (unit)
        *unit++ = '\0';
    draw_cell(r, row, col, TABLE_DIGITS, DRAW_RIGHT, table_role(unit ? role : ROLE_DIM, bar), f.s);
    if (unit)
        draw_text(r, row, col + TABLE_DIGITS + 1, table_role(ROLE_DIM, bar), unit);
}
