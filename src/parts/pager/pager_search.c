/* Search; see pager.h. */
#include "parts/pager/pager_rows.h"

#include "base/memory/mem.h"
#include "base/text/dtext.h"

#include <stdio.h>

enum { MARGIN = 20 }; /* columns of a match that are scrolled to */

/* Scrolls so that the match stands in the view, a third from its top where it was outside. */
static void show_match(struct pager *p)
{
    struct pager_row row;
    size_t len;
    const char *text = layout_line(&p->layout, p->match.line, &len);
    int col;

    pager_reveal(p, p->match.line);
    pager_find_row(p, p->match.line, p->match.at, &row);
    if (pager_find_place(p, row.line, row.at) == p->rows) {
        pager_go_up(p, &row, p->rows / 3);
        pager_set_top(p, &row);
    }
    if (pager_has_cursor(p))
        p->cursor = p->match.line;
    if (p->wrap)
        return;
    col = dtext_find_col(text, len, p->match.at);
    if (col < p->left ||
        col >= p->left + pager_text_cols(p) - (int)(p->match.len < MARGIN ? p->match.len : MARGIN))
        p->left = col > p->cols / 2 ? col - p->cols / 2 : 0;
}

bool pager_set_needle(struct pager *p, const char *needle, struct error *err)
{
    struct pattern pattern;

    if (!pattern_make(&pattern, needle, err))
        return false;
    if (!p->pattern)
        p->pattern = mem_new(1, sizeof(*p->pattern));
    pattern_free(p->pattern);
    *p->pattern = pattern;
    snprintf(p->needle, sizeof(p->needle), "%s", needle);
    p->matched = false;
    p->hits = 0;
    return true;
}

/* The match is hit; n and N keep the number of hits, which does not change. */
static void take(struct pager *p, bool found, const struct layout_hit *hit)
{
    p->matched = found;
    if (!found) {
        p->hits = 0;
        return;
    }
    p->match = *hit;
    p->hits = layout_count_hits(&p->layout, p->pattern, hit, PAGER_HITS, &p->place);
    if (p->hits > PAGER_HITS && p->place == PAGER_HITS)
        p->place = 0;
    show_match(p);
}

static size_t first_line(const struct pager *p)
{
    return pager_has_cursor(p) ? p->cursor : p->top;
}

bool pager_search(struct pager *p)
{
    struct layout_hit hit = {0};

    if (!p->layout.n || !p->pattern)
        return false;
    pattern_forget_limit(p->pattern);
    take(p, layout_find_next(&p->layout, p->pattern, first_line(p), 0, &hit), &hit);
    return p->matched;
}

bool pager_search_next(struct pager *p, bool forward)
{
    size_t line = p->matched ? p->match.line : first_line(p), at = p->matched ? p->match.at : 0;
    struct layout_hit hit = {0};
    bool found;

    if (!p->layout.n || !p->pattern)
        return false;
    pattern_forget_limit(p->pattern);
    if (forward)
        found = layout_find_next(&p->layout, p->pattern, line, p->matched ? at + p->match.len : 0,
                                 &hit);
    else
        found = layout_find_previous(&p->layout, p->pattern, line, at, &hit);
    take(p, found, &hit);
    return found;
}

bool pager_gave_up(const struct pager *p)
{
    return p->pattern && pattern_hit_limit(p->pattern);
}
