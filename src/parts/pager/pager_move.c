/* Scrolling, and the cursor of a value; see pager.h. */
#include "parts/pager/pager_rows.h"

#include <stdint.h>

/* The last line of the view, as far as it is filled. */
static size_t find_bottom_line(const struct pager *p)
{
    struct pager_row row;

    pager_first_row(p, &row);
    pager_go_down(p, &row, p->rows ? p->rows - 1 : 0);
    return row.line;
}

/* The cursor into the view, when the view has moved. */
static void bring_cursor(struct pager *p)
{
    size_t bottom;

    if (!pager_has_cursor(p))
        return;
    bottom = find_bottom_line(p);
    if (p->cursor < p->top)
        p->cursor = p->top;
    else if (p->cursor > bottom)
        p->cursor = bottom;
}

/* The view to the cursor. */
static void show_cursor(struct pager *p)
{
    struct pager_row first, last;

    pager_fill_row(p, p->cursor, 0, &first);
    if (p->cursor < p->top || (p->cursor == p->top && p->top_at)) {
        pager_set_top(p, &first);
        return;
    }
    pager_find_row(p, p->cursor, SIZE_MAX, &last);
    if (pager_find_place(p, last.line, last.at) < p->rows)
        return;
    if (p->rows)
        pager_go_up(p, &last, p->rows - 1);
    pager_set_top(p, last.line == first.line && last.at > first.at ? &first : &last);
}

void pager_set_cursor(struct pager *p, size_t line)
{
    p->cursor = line;
    show_cursor(p);
}

/* A line that is longer than the view is scrolled through before the cursor leaves it. */
static bool scroll_in_line(struct pager *p, bool up)
{
    struct pager_row row;

    if (up) {
        if (p->cursor != p->top || !p->top_at)
            return false;
    } else {
        pager_find_row(p, p->cursor, SIZE_MAX, &row);
        if (pager_find_place(p, row.line, row.at) < p->rows)
            return false;
    }
    pager_first_row(p, &row);
    if (up)
        pager_go_up(p, &row, 1);
    else
        pager_go_down(p, &row, 1);
    pager_set_top(p, &row);
    return true;
}

static void step_cursor(struct pager *p, bool up, size_t n)
{
    size_t line = p->cursor;

    if (n == 1 && scroll_in_line(p, up))
        return;
    while (n-- > 0 && (up ? pager_previous_line(p, &line) : pager_next_line(p, &line)))
        ;
    pager_set_cursor(p, line);
}

/* A page: the cursor stays on its row of the screen, and at the ends goes to the last line. */
static void page_cursor(struct pager *p, bool up, size_t rows)
{
    size_t top = p->top, top_at = p->top_at, place = pager_find_place(p, p->cursor, 0);
    struct pager_row row;

    pager_first_row(p, &row);
    if (up)
        pager_go_up(p, &row, rows);
    else
        pager_go_down(p, &row, rows);
    pager_set_top(p, &row);
    if (p->top == top && p->top_at == top_at) {
        pager_set_cursor(p, up ? 0 : pager_find_visible(p, p->layout.n - 1));
        return;
    }
    pager_first_row(p, &row);
    pager_go_down(p, &row, place < p->rows ? place : 0);
    p->cursor = row.line;
    bring_cursor(p);
}

static size_t clamp_line(const struct pager *p, size_t line)
{
    return line < p->layout.n ? line : p->layout.n - 1;
}

static void move_cursor(struct pager *p, enum list_move move, size_t n)
{
    switch (move) {
    case LIST_UP:
    case LIST_DOWN: step_cursor(p, move == LIST_UP, n); break;
    case LIST_TOP: pager_set_cursor(p, 0); break;
    case LIST_BOTTOM: pager_set_cursor(p, pager_find_visible(p, p->layout.n - 1)); break;
    case LIST_ROW:
        pager_reveal(p, clamp_line(p, n - 1));
        pager_set_cursor(p, clamp_line(p, n - 1));
        break;
    case LIST_PAGE_UP:
    case LIST_HALF_UP: page_cursor(p, true, list_step(move, p->rows, n)); break;
    case LIST_PAGE_DOWN:
    case LIST_HALF_DOWN: page_cursor(p, false, list_step(move, p->rows, n)); break;
    }
}

static void move_view(struct pager *p, enum list_move move, size_t n)
{
    struct pager_row row = {0};
    size_t step = list_step(move, p->rows, n);
    bool up = move == LIST_UP || move == LIST_PAGE_UP || move == LIST_HALF_UP;

    pager_first_row(p, &row);
    if (move == LIST_TOP || move == LIST_ROW)
        pager_fill_row(p, move == LIST_TOP ? 0 : clamp_line(p, n - 1), 0, &row);
    else if (move == LIST_BOTTOM || (!up && step >= p->layout.len))
        pager_find_last_top(p, &row);
    else if (up)
        pager_go_up(p, &row, step);
    else
        pager_go_down(p, &row, step);
    pager_set_top(p, &row);
}

void pager_move(struct pager *p, enum list_move move, size_t n)
{
    if (!p->layout.n)
        return;
    if (pager_has_cursor(p))
        move_cursor(p, move, n);
    else
        move_view(p, move, n);
}

void pager_scroll(struct pager *p, int rows)
{
    if (!p->layout.n)
        return;
    move_view(p, rows < 0 ? LIST_UP : LIST_DOWN, (size_t)(rows < 0 ? -rows : rows));
    bring_cursor(p);
}

bool pager_select_row(struct pager *p, size_t row)
{
    struct pager_row walk;
    bool more = pager_has_cursor(p) && pager_first_row(p, &walk);

    while (more && row-- > 0)
        more = pager_next_row(p, &walk);
    if (more)
        p->cursor = walk.line;
    return more;
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
