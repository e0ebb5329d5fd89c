/* Search; see pager.h. */
#include "app/pager_rows.h"

#include "base/dtext.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Scrolls so that the match stands in the view, a third from its top where it was outside. */
static void show_match(struct pager *p)
{
    struct pager_row row;
    size_t len;
    const char *text = layout_line(&p->layout, p->match_line, &len);
    int col;

    pager_reveal(p, p->match_line);
    pager_find_row(p, p->match_line, p->match_at, &row);
    if (pager_find_place(p, row.line, row.at) == p->rows) {
        pager_go_up(p, &row, p->rows / 3);
        pager_set_top(p, &row);
    }
    if (pager_has_cursor(p))
        p->cursor = p->match_line;
    if (p->wrap)
        return;
    col = dtext_find_col(text, len, p->match_at);
    if (col < p->left || col >= p->left + pager_text_cols(p) - (int)strlen(p->needle))
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
