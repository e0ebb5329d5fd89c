#include "app/pager.h"

#include "base/dtext.h"
#include "base/mem.h"

#include <stdint.h>
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

/* Goes up n rows, or as many as there are.  Each line passed is walked a few times, not once for
 * every row: a body of one line can have thousands. */
static void go_up(const struct pager *p, struct pager_row *row, size_t n)
{
    for (;;) {
        struct pager_row walk;
        size_t above = 0, len;

        for (fill_row(p, row->line, 0, &walk); walk.at < row->at; above++)
            fill_row(p, walk.line, walk.at + walk.len, &walk);
        if (n <= above || row->line == 0) {
            fill_row(p, row->line, 0, row);
            for (size_t i = n; i < above; i++)
                fill_row(p, row->line, row->at + row->len, row);
            return;
        }
        n -= above + 1;
        layout_line(&p->layout, row->line - 1, &len);
        find_row(p, row->line - 1, len, row);
    }
}

/* The last rows of the text fill the view; nothing scrolls beyond them. */
static void find_last_top(const struct pager *p, struct pager_row *row)
{
    size_t len;

    layout_line(&p->layout, p->layout.n - 1, &len);
    find_row(p, p->layout.n - 1, len, row);
    if (p->rows > 1)
        go_up(p, row, p->rows - 1);
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

static void go_down(const struct pager *p, struct pager_row *row, size_t n)
{
    while (n-- > 0 && pager_next_row(p, row))
        ;
}

/* The first row of a line; beyond the text, of the last one. */
static void go_to_line(const struct pager *p, struct pager_row *row, size_t line)
{
    fill_row(p, line < p->layout.n ? line : p->layout.n - 1, 0, row);
}

void pager_move(struct pager *p, enum list_move move, size_t n)
{
    struct pager_row row = {0};
    size_t step = list_step(move, p->rows, n);
    bool up = move == LIST_UP || move == LIST_PAGE_UP || move == LIST_HALF_UP;

    if (!p->layout.n)
        return;
    pager_first_row(p, &row);
    if (move == LIST_TOP || move == LIST_ROW)
        go_to_line(p, &row, move == LIST_TOP ? 0 : n - 1);
    else if (move == LIST_BOTTOM || (!up && step >= p->layout.len))
        find_last_top(p, &row);
    else if (up)
        go_up(p, &row, step);
    else
        go_down(p, &row, step);
    set_top(p, &row);
}

static bool is_at_end(const struct pager *p)
{
    struct pager_row last;

    if (!p->layout.n)
        return true;
    find_last_top(p, &last);
    return p->top == last.line && p->top_at == last.at;
}

void pager_renew_text(struct pager *p, const char *text, size_t n, size_t gone, bool follow)
{
    struct pager was = *p;
    bool at_end = is_at_end(p);
    size_t top = was.top > gone ? was.top - gone : 0, len;
    struct pager_row row;

    pager_set_text(p, text, n);
    find_row(p, top < p->layout.n ? top : p->layout.n - 1, top == was.top - gone ? was.top_at : 0,
             &row);
    set_top(p, &row);
    if (follow && at_end)
        pager_move(p, LIST_BOTTOM, 1);
    p->left = was.left;
    if (!was.matched || was.match_line < gone || was.match_line - gone >= p->layout.n)
        return;
    p->match_line = was.match_line - gone;
    layout_line(&p->layout, p->match_line, &len);
    p->matched = was.match_at < len;
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
    go_up(p, &row, p->rows / 3);
    set_top(p, &row);
sideways:
    if (p->wrap)
        return;
    col = dtext_find_col(text, len, p->match_at);
    if (col < p->left || col >= p->left + p->cols - (int)strlen(p->needle))
        p->left = col > p->cols / 2 ? col - p->cols / 2 : 0;
}

/* Moves the match to the last one of its line that begins before byte end; false: none. */
static bool match_before(struct pager *p, size_t end)
{
    size_t len, at, from = 0;
    const char *text = layout_line(&p->layout, p->match_line, &len);

    while (layout_match(text, len, p->needle, from, &at) && at < end) {
        p->match_at = at;
        from = at + 1;
    }
    return from > 0;
}

static bool match_after(struct pager *p, size_t at)
{
    size_t len;
    const char *text = layout_line(&p->layout, p->match_line, &len);

    return layout_match(text, len, p->needle, at + 1, &p->match_at);
}

static bool find_from(struct pager *p, size_t from, bool forward)
{
    if (!p->needle[0] || !p->layout.n)
        return false;
    p->matched = layout_find(&p->layout, p->needle, from, forward, &p->match_line, &p->match_at);
    if (p->matched && !forward)
        match_before(p, SIZE_MAX);
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

    if (p->matched && (forward ? match_after(p, p->match_at) : match_before(p, p->match_at))) {
        show_match(p);
        return true;
    }
    if (n)
        from = forward ? (from + 1) % n : (from + n - 1) % n;
    return find_from(p, from, forward);
}
