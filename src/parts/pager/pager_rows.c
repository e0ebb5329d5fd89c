#include "parts/pager/pager_rows.h"

#include "base/text/dtext.h"

#include <stdint.h>

#include <string.h>

bool pager_has_cursor(const struct pager *p)
{
    return p->layout.tree != NULL;
}

int pager_text_cols(const struct pager *p)
{
    return pager_has_cursor(p) && p->cols > 1 ? p->cols - 1 : p->cols;
}

bool pager_is_folded(const struct pager *p, size_t line)
{
    return p->folded && p->folded[line];
}

size_t pager_find_visible(const struct pager *p, size_t line)
{
    size_t visible = line;

    if (!p->folded)
        return line;
    for (size_t up = p->layout.tree[line].parent; up != TREE_NONE; up = p->layout.tree[up].parent)
        if (p->folded[up])
            visible = up;
    return visible;
}

void pager_reveal(struct pager *p, size_t line)
{
    if (!p->folded)
        return;
    for (size_t up = p->layout.tree[line].parent; up != TREE_NONE; up = p->layout.tree[up].parent)
        p->folded[up] = 0;
}

bool pager_next_line(const struct pager *p, size_t *line)
{
    size_t next = (pager_is_folded(p, *line) ? p->layout.tree[*line].close : *line) + 1;

    if (next >= p->layout.n)
        return false;
    *line = next;
    return true;
}

bool pager_previous_line(const struct pager *p, size_t *line)
{
    if (!*line)
        return false;
    *line = pager_find_visible(p, *line - 1);
    return true;
}

/* How many of the first n bytes of all end with a word: n where there is no blank behind one, or
 * where the next word would fit into no row. */
static size_t end_word(const char *text, size_t n, size_t all)
{
    size_t first = strspn(text, " "), end = n, next = n;

    if (text[n] == ' ') /* which does not begin the next row */
        return n + 1;
    while (end > first && text[end - 1] != ' ')
        end--;
    while (next < all && text[next] != ' ')
        next++;
    return end > first && next - end <= n ? end : n;
}

/* Where the words of an indented line begin, behind a name and a gap of blanks: its further rows
 * begin there too.  All before it is ASCII; 0 where that would leave too little room. */
static int find_words(const char *text, size_t len, int cols)
{
    size_t first = strspn(text, " "), at = first;

    for (size_t i = first + 2; first && i < len && at == first; i++)
        if (text[i] != ' ' && text[i - 1] == ' ' && text[i - 2] == ' ')
            at = i;
    return at < (size_t)cols / 2 ? (int)at : first < (size_t)cols / 2 ? (int)first : 0;
}

void pager_fill_row(const struct pager *p, size_t line, size_t at, struct pager_row *row)
{
    struct dtext fit;
    size_t len;
    const char *text = layout_line(&p->layout, line, &len);
    int cols = pager_text_cols(p);

    *row = (struct pager_row){.line = line, .at = at, .text = text + at, .len = len - at};
    if (!p->wrap || cols <= 0 || row->len == 0)
        return;
    if (p->by_words && at)
        row->indent = find_words(text, len, cols);
    dtext_make(&fit, row->text, row->len, 0, cols - row->indent, DTEXT_LINE);
    if (!fit.more)
        return;
    row->len = fit.taken > 0 ? fit.taken : 1;
    if (p->by_words)
        row->len = end_word(row->text, row->len, len - at);
}

bool pager_first_row(const struct pager *p, struct pager_row *row)
{
    if (p->top >= p->layout.n)
        return false;
    pager_fill_row(p, p->top, p->top_at, row);
    return true;
}

bool pager_next_row(const struct pager *p, struct pager_row *row)
{
    size_t len, line = row->line;

    layout_line(&p->layout, line, &len);
    if (row->at + row->len < len)
        pager_fill_row(p, line, row->at + row->len, row);
    else if (pager_next_line(p, &line))
        pager_fill_row(p, line, 0, row);
    else
        return false;
    return true;
}

void pager_find_row(const struct pager *p, size_t line, size_t at, struct pager_row *row)
{
    size_t len;

    layout_line(&p->layout, line, &len);
    pager_fill_row(p, line, 0, row);
    while (row->at + row->len <= at && row->at + row->len < len)
        pager_fill_row(p, line, row->at + row->len, row);
}

/* Each line passed is walked a few times, not once for every row: a body of one line can have
 * thousands. */
void pager_go_up(const struct pager *p, struct pager_row *row, size_t n)
{
    for (;;) {
        struct pager_row walk;
        size_t above = 0, line = row->line;

        for (pager_fill_row(p, line, 0, &walk); walk.at < row->at; above++)
            pager_fill_row(p, walk.line, walk.at + walk.len, &walk);
        if (n <= above || !pager_previous_line(p, &line)) {
            pager_fill_row(p, row->line, 0, row);
            for (size_t i = n; i < above; i++)
                pager_fill_row(p, row->line, row->at + row->len, row);
            return;
        }
        n -= above + 1;
        pager_find_row(p, line, SIZE_MAX, row);
    }
}

void pager_go_down(const struct pager *p, struct pager_row *row, size_t n)
{
    while (n-- > 0 && pager_next_row(p, row))
        ;
}

void pager_find_last_top(const struct pager *p, struct pager_row *row)
{
    pager_find_row(p, pager_find_visible(p, p->layout.n - 1), SIZE_MAX, row);
    if (p->rows > 1)
        pager_go_up(p, row, p->rows - 1);
}

void pager_set_top(struct pager *p, const struct pager_row *row)
{
    struct pager_row last;

    pager_find_last_top(p, &last);
    if (row->line > last.line || (row->line == last.line && row->at > last.at))
        row = &last;
    p->top = row->line;
    p->top_at = row->at;
}

size_t pager_find_place(const struct pager *p, size_t line, size_t at)
{
    struct pager_row row;
    bool more = pager_first_row(p, &row);

    for (size_t i = 0; more && i < p->rows; i++, more = pager_next_row(p, &row))
        if (row.line == line && row.at == at)
            return i;
    return p->rows;
}
