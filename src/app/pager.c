#include "app/pager.h"

#include "base/dtext.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void pager_free(struct pager *p)
{
    layout_free(&p->layout);
    *p = (struct pager){0};
}

void pager_set_layout(struct pager *p, struct layout *layout)
{
    layout_free(&p->layout);
    p->layout = *layout;
    *layout = (struct layout){0};
    p->top = p->top_at = 0;
    p->left = 0;
    p->matched = false;
}

void pager_set_text(struct pager *p, const char *text, size_t n)
{
    struct body body = {.form = BODY_TEXT, .bytes = mem_copy_bytes(text, n), .len = n};
    struct layout layout;

    layout_make(&layout, &body, LAYOUT_AUTO);
    pager_set_layout(p, &layout);
    free(body.bytes);
}

/* Fills row with what stands from byte at of a line on: the rest of it, or what fits. */
static void fill_row(const struct pager *p, size_t line, size_t at, struct pager_row *row)
{
    struct dtext fit;
    size_t len;
    const char *text = layout_line(&p->layout, line, &len);

    *row = (struct pager_row){.line = line, .at = at, .text = text + at, .len = len - at};
    if (!p->wrap || p->cols <= 0 || row->len == 0)
        return;
    dtext_make(&fit, row->text, row->len, 0, p->cols, DTEXT_LINE);
    if (fit.more)
        row->len = fit.taken > 0 ? fit.taken : 1;
}

bool pager_first_row(const struct pager *p, struct pager_row *row)
{
    if (p->top >= p->layout.n)
        return false;
    fill_row(p, p->top, p->top_at, row);
    return true;
}

bool pager_next_row(const struct pager *p, struct pager_row *row)
{
    size_t len;

    layout_line(&p->layout, row->line, &len);
    if (row->at + row->len < len)
        fill_row(p, row->line, row->at + row->len, row);
    else if (row->line + 1 < p->layout.n)
        fill_row(p, row->line + 1, 0, row);
    else
        return false;
    return true;
}

/* The row of a line that holds byte at. */
static void find_row(const struct pager *p, size_t line, size_t at, struct pager_row *row)
{
    size_t len;

    layout_line(&p->layout, line, &len);
    fill_row(p, line, 0, row);
    while (row->at + row->len <= at && row->at + row->len < len)
        fill_row(p, line, row->at + row->len, row);
}

static bool prev_row(const struct pager *p, struct pager_row *row)
{
    size_t len;

    if (row->at > 0) {
        find_row(p, row->line, row->at - 1, row);
        return true;
    }
    if (row->line == 0)
        return false;
    layout_line(&p->layout, row->line - 1, &len);
    find_row(p, row->line - 1, len, row);
    return true;
}

/* The last rows of the text fill the view; nothing scrolls beyond them. */
static void find_last_top(const struct pager *p, struct pager_row *row)
{
    size_t len;

    layout_line(&p->layout, p->layout.n - 1, &len);
    find_row(p, p->layout.n - 1, len, row);
    for (size_t i = 1; i < p->rows && prev_row(p, row); i++)
        ;
}

static void set_top(struct pager *p, const struct pager_row *row)
{
    struct pager_row last;

    find_last_top(p, &last);
    if (row->line > last.line || (row->line == last.line && row->at > last.at))
        row = &last;
    p->top = row->line;
    p->top_at = row->at;
}

void pager_set_size(struct pager *p, size_t rows, int cols)
{
    struct pager_row row;

    if (p->rows == rows && p->cols == cols)
        return;
    p->rows = rows;
    p->cols = cols;
    if (!p->layout.n)
        return;
    find_row(p, p->top, p->top_at, &row);
    set_top(p, &row);
}

void pager_set_wrap(struct pager *p, bool wrap)
{
    struct pager_row row;

    p->wrap = wrap;
    p->left = 0;
    p->top_at = 0;
    if (!p->layout.n)
        return;
    fill_row(p, p->top, 0, &row);
    set_top(p, &row);
}

void pager_move(struct pager *p, enum list_move move)
{
    struct pager_row row = {0};
    size_t step = list_step(move, p->rows);

    if (!p->layout.n)
        return;
    if (move == LIST_TOP) {
        p->top = p->top_at = 0;
        return;
    }
    if (move == LIST_BOTTOM) {
        find_last_top(p, &row);
    } else {
        bool up = move == LIST_UP || move == LIST_PAGE_UP || move == LIST_HALF_UP;

        pager_first_row(p, &row);
        for (; step > 0 && (up ? prev_row(p, &row) : pager_next_row(p, &row)); step--)
            ;
    }
    set_top(p, &row);
}

void pager_move_side(struct pager *p, int cols)
{
    if (p->wrap)
        return;
    p->left += cols;
    if (p->left < 0)
        p->left = 0;
    if (p->left > 1000000)
        p->left = 1000000;
}

/* Scrolls so that the match stands in the view, a third from its top where it was outside. */
static void show_match(struct pager *p)
{
    struct pager_row row, walk;
    size_t len;
    const char *text = layout_line(&p->layout, p->match_line, &len);
    int col;

    find_row(p, p->match_line, p->match_at, &row);
    if (pager_first_row(p, &walk)) {
        for (size_t i = 0; i < p->rows; i++) {
            if (walk.line == row.line && walk.at == row.at)
                goto sideways;
            if (!pager_next_row(p, &walk))
                break;
        }
    }
    for (size_t i = 0; i < p->rows / 3 && prev_row(p, &row); i++)
        ;
    set_top(p, &row);
sideways:
    if (p->wrap)
        return;
    col = dtext_find_col(text, len, p->match_at);
    if (col < p->left || col >= p->left + p->cols - (int)strlen(p->needle))
        p->left = col > p->cols / 2 ? col - p->cols / 2 : 0;
}

static bool find_from(struct pager *p, size_t from, bool forward)
{
    if (!p->needle[0] || !p->layout.n)
        return false;
    p->matched = layout_find(&p->layout, p->needle, from, forward, &p->match_line, &p->match_at);
    if (p->matched)
        show_match(p);
    return p->matched;
}

bool pager_search(struct pager *p, const char *needle)
{
    snprintf(p->needle, sizeof(p->needle), "%s", needle);
    return find_from(p, p->top, true);
}

bool pager_search_next(struct pager *p, bool forward)
{
    size_t n = p->layout.n;
    size_t from = p->matched ? p->match_line : p->top;

    if (n)
        from = forward ? (from + 1) % n : (from + n - 1) % n;
    return find_from(p, from, forward);
}
