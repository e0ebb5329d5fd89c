#include "base/text/dtext.h"
#include "ui/view/views.h"

enum { LONGEST = 1024 }; /* of a hit, to be seen where it goes on in a further row */

/* On to the first hit of the line that ends behind byte from.  One that began more than LONGEST
 * before is not seen. */
static void find_hit(struct view_hits *h, const struct pager *p, size_t line, size_t from)
{
    size_t n, start = h->next.line == line ? h->next.at + h->next.len
                      : from > LONGEST     ? from - LONGEST
                                           : 0;
    const char *s = layout_line(&p->layout, line, &n);

    h->next.line = line;
    do {
        h->more = p->pattern && pattern_find(p->pattern, s, n, start, &h->next.at, &h->next.len);
        start = h->next.at + h->next.len;
    } while (h->more && start <= from);
}

static void draw_hit(const struct pager *p, const struct pager_row *row,
                     const struct layout_hit *hit, struct rect r, int y)
{
    bool current = p->matched && hit->line == p->match.line && hit->at == p->match.at;
    size_t at = hit->at > row->at ? hit->at - row->at : 0, end = hit->at + hit->len - row->at;
    int col = dtext_find_col(row->text, row->len, at) - p->left;

    if (end > row->len)
        end = row->len;
    if (col < r.cols)
        draw_bytes(r, y, col > 0 ? col : 0, current ? ROLE_MATCH : ROLE_MATCH_OTHER, row->text + at,
                   end - at, col < 0 ? -col : 0);
}

void view_hits_draw(struct view_hits *h, const struct pager *p, const struct pager_row *row,
                    struct rect r, int y)
{
    size_t end = row->at + row->len;

    if (h->next.line != row->line)
        find_hit(h, p, row->line, row->at);
    while (h->more && h->next.at < end) {
        draw_hit(p, row, &h->next, r, y);
        if (h->next.at + h->next.len > end)
            return;
        find_hit(h, p, row->line, row->at);
    }
}
