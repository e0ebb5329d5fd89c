#include "parts/list/list.h"

#include <stdint.h>

size_t list_step(enum list_move move, size_t height, size_t n)
{
    size_t step = 1;

    if (move == LIST_HALF_DOWN || move == LIST_HALF_UP)
        step = height / 2;
    else if (move == LIST_PAGE_DOWN || move == LIST_PAGE_UP)
        step = height ? height - 1 : 0;
    else if (move == LIST_TOP || move == LIST_BOTTOM)
        step = SIZE_MAX;
    if (!step)
        step = 1;
    return n > SIZE_MAX / step ? SIZE_MAX : step * n;
}

static int is_upward(enum list_move move)
{
    return move == LIST_UP || move == LIST_TOP || move == LIST_HALF_UP || move == LIST_PAGE_UP;
}

static void show_selected(struct list *l)
{
    size_t last_top = l->n > l->height ? l->n - l->height : 0;

    if (l->top > l->selected)
        l->top = l->selected;
    if (l->height && l->selected - l->top >= l->height)
        l->top = l->selected - l->height + 1;
    if (l->top > last_top)
        l->top = last_top;
}

void list_select(struct list *l, size_t row)
{
    l->selected = row < l->n ? row : l->n ? l->n - 1 : 0;
    show_selected(l);
}

void list_follow(struct list *l, size_t n, size_t row)
{
    size_t line = l->selected - l->top;

    l->n = n;
    if (l->top || row >= l->height)
        l->top = row > line ? row - line : 0;
    list_select(l, row);
}

void list_move(struct list *l, enum list_move move, size_t n)
{
    size_t step = list_step(move, l->height, n);

    if (move == LIST_ROW)
        list_select(l, n - 1);
    else if (is_upward(move))
        list_select(l, l->selected > step ? l->selected - step : 0);
    else
        list_select(l, step < l->n - l->selected ? l->selected + step : SIZE_MAX);
}

void list_scroll(struct list *l, int rows)
{
    size_t step = rows < 0 ? (size_t)-rows : (size_t)rows;
    size_t last_top = l->n > l->height ? l->n - l->height : 0;

    if (rows < 0)
        l->top = l->top > step ? l->top - step : 0;
    else
        l->top = l->top + step < last_top ? l->top + step : last_top;
    if (l->selected < l->top)
        list_select(l, l->top);
    else if (l->height && l->selected - l->top >= l->height)
        list_select(l, l->top + l->height - 1);
}

void list_fit(struct list *l, size_t n, size_t height)
{
    l->n = n;
    l->height = height;
    list_select(l, l->selected);
}
