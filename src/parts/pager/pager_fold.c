/* Folding of a value; see pager.h. */
#include "parts/pager/pager_rows.h"

#include "base/memory/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The line whose bracket holds this one, or which this one closes. */
static bool find_around(const struct pager *p, size_t line, size_t *around)
{
    *around = p->layout.tree[line].parent;
    return *around != TREE_NONE;
}

static bool can_fold(const struct pager *p, size_t line)
{
    return p->layout.tree[line].close != 0;
}

static void start_at(struct pager *p, size_t line)
{
    struct pager_row row;

    pager_fill_row(p, line, 0, &row);
    pager_set_top(p, &row);
}

/* After a fold: top and cursor must be lines that are there. */
static void settle(struct pager *p)
{
    size_t top = pager_find_visible(p, p->top);

    start_at(p, top);
    pager_set_cursor(p, pager_find_visible(p, p->cursor));
}

bool pager_toggle_fold(struct pager *p)
{
    size_t line = p->cursor;

    if (!p->folded || (!can_fold(p, line) && !find_around(p, line, &line)) || !can_fold(p, line))
        return false;
    p->folded[line] = !p->folded[line];
    settle(p);
    return true;
}

/* How many brackets each line stands in; to be freed.  *deepest: of those that can be folded. */
static uint16_t *count_depths(const struct pager *p, size_t *deepest)
{
    uint16_t *depths = mem_new(p->layout.n, sizeof *depths);

    *deepest = 0;
    for (size_t i = 0; i < p->layout.n; i++) {
        uint32_t parent = p->layout.tree[i].parent;

        depths[i] = parent == TREE_NONE ? 0 : (uint16_t)(depths[parent] + 1);
        if (can_fold(p, i) && depths[i] > *deepest)
            *deepest = depths[i];
    }
    return depths;
}

void pager_fold_level(struct pager *p)
{
    size_t deepest;
    uint16_t *depths = count_depths(p, &deepest);

    for (size_t i = 0; i < p->layout.n; i++)
        p->folded[i] = p->level && can_fold(p, i) && depths[i] >= p->level;
    free(depths);
    settle(p);
}

bool pager_step_level(struct pager *p, int levels)
{
    size_t deepest, level, before = p->level;

    if (!p->folded)
        return false;
    free(count_depths(p, &deepest));
    level = before && before <= deepest ? before : deepest + 1; /* all are open */
    if (levels < 0)
        level = (size_t)-levels < level ? level - (size_t)-levels : 1;
    else
        level += (size_t)levels;
    p->level = level > deepest ? 0 : level;
    pager_fold_level(p);
    return p->level != before;
}

void pager_go_left(struct pager *p, int cols)
{
    size_t around;

    if (!p->folded || (!p->wrap && p->left > 0))
        pager_move_side(p, -cols);
    else if (can_fold(p, p->cursor) && !p->folded[p->cursor])
        pager_toggle_fold(p);
    else if (find_around(p, p->cursor, &around))
        pager_set_cursor(p, around);
}

void pager_go_right(struct pager *p, int cols)
{
    if (p->folded && p->folded[p->cursor])
        pager_toggle_fold(p);
    else
        pager_move_side(p, cols);
}
