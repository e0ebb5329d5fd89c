#include "parts/pager/pager.h"

#include "base/memory/mem.h"
#include "parts/pager/pager_rows.h"

#include <stdlib.h>
#include <string.h>

void pager_free(struct pager *p)
{
    layout_free(&p->layout);
    free(p->folded);
    free(p->spans);
    if (p->pattern)
        pattern_free(p->pattern);
    free(p->pattern);
    *p = (struct pager){0};
}

void pager_set_layout(struct pager *p, struct layout *layout)
{
    layout_free(&p->layout);
    p->layout = *layout;
    *layout = (struct layout){0};
    p->top = p->top_at = 0;
    p->left = 0;
    p->cursor = 0;
    pager_set_spans(p, NULL, 0);
    p->by_words = false;
    p->matched = false;
    p->hits = 0;
    free(p->folded);
    p->folded = p->layout.tree ? mem_new(p->layout.n, 1) : NULL;
    if (p->folded && p->level)
        pager_fold_level(p);
}

void pager_set_text(struct pager *p, const char *text, size_t n)
{
    struct body body = {.form = BODY_TEXT, .bytes = mem_copy_bytes(text, n), .len = n};
    struct layout layout;

    layout_make(&layout, &body, LAYOUT_AUTO);
    pager_set_layout(p, &layout);
    free(body.bytes);
}

void pager_set_spans(struct pager *p, struct pager_span *spans, size_t n)
{
    free(p->spans);
    p->spans = spans;
    p->n_spans = n;
}

size_t pager_find_span(const struct pager *p, size_t line)
{
    size_t from = 0, to = p->n_spans;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (p->spans[middle].line < line)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The view begins there, as far as its new size lets it. */
static void keep_top(struct pager *p, size_t top_at)
{
    struct pager_row row;

    if (!p->layout.n)
        return;
    pager_find_row(p, p->top, top_at, &row);
    pager_set_top(p, &row);
    if (pager_has_cursor(p))
        pager_set_cursor(p, p->cursor);
}

void pager_set_size(struct pager *p, size_t rows, int cols)
{
    if (p->rows == rows && p->cols == cols)
        return;
    p->rows = rows;
    p->cols = cols;
    keep_top(p, p->top_at);
}

void pager_set_wrap(struct pager *p, bool wrap)
{
    p->wrap = wrap;
    p->left = 0;
    p->top_at = 0;
    keep_top(p, 0);
}

bool pager_is_at_end(const struct pager *p)
{
    struct pager_row last;

    if (!p->layout.n)
        return true;
    pager_find_last_top(p, &last);
    return p->top == last.line && p->top_at == last.at;
}

/* Where a line is when gone lines, from line at on, are no more: what follows takes their place. */
static size_t shift_line(size_t line, size_t at, size_t gone)
{
    return line < at ? line : line < at + gone ? at : line - gone;
}

void pager_renew_text(struct pager *p, const char *text, size_t n, size_t at, size_t gone,
                      bool follow)
{
    struct pager was = *p;
    bool at_end = pager_is_at_end(p);
    size_t top = shift_line(was.top, at, gone), len;
    struct pager_row row;

    pager_set_text(p, text, n);
    p->by_words = was.by_words;
    pager_find_row(p, top < p->layout.n ? top : p->layout.n - 1, was.top_at, &row);
    pager_set_top(p, &row);
    if (follow && at_end)
        pager_move(p, LIST_BOTTOM, 1);
    p->left = was.left;
    p->match = was.match;
    p->match.line = shift_line(was.match.line, at, gone);
    if (!was.matched || p->match.line >= p->layout.n ||
        (was.match.line >= at && was.match.line < at + gone))
        return;
    layout_line(&p->layout, p->match.line, &len);
    p->matched = was.match.at < len;
}
