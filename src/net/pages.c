#include "net/pages.h"

#include <inttypes.h>
#include <string.h>

int64_t pages_next(struct pages *p)
{
    if (p->asked > 0 && p->asked >= p->total)
        return 0;
    if (p->asked - p->here >= PAGES_AT_ONCE)
        return 0;
    return ++p->asked;
}

/* total_pages, or what the counts say; an answer that says nothing is all there is. */
static int64_t count_pages(const struct queue_page *first)
{
    if (first->total_pages > 0)
        return first->total_pages;
    if (first->total_pages < 0 && first->total_count > 0 && first->per_page > 0)
        return (first->total_count - 1) / first->per_page + 1;
    return 1;
}

static bool note_first(struct pages *p, const struct queue_page *page, struct error *err)
{
    p->total = count_pages(page);
    if (p->total > PAGES_MAX)
        return error_set(err, ERR_RESPONSE, "it claims %" PRId64 " pages", p->total);
    if (page->n)
        memcpy(p->first_id, page->items[0].id, ID_BYTES);
    return true;
}

bool pages_note(struct pages *p, int64_t asked, const struct queue_page *page, struct error *err)
{
    p->here++;
    if (page->page > 0 && page->page != asked)
        return error_set(err, ERR_RESPONSE, "page %" PRId64 " instead of page %" PRId64, page->page,
                         asked);
    if (asked == 1)
        return note_first(p, page, err);
    /* Rows move while pages are fetched, but the first of all does not become the first here. */
    if (page->n && strcmp(page->items[0].id, p->first_id) == 0)
        return error_set(err, ERR_RESPONSE, "page 1 again instead of page %" PRId64, asked);
    return true;
}

bool pages_are_all_here(const struct pages *p)
{
    return p->total > 0 && p->here >= p->total;
}
