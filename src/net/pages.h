/* Which pages of a list are to be asked for.  Pure.
 *
 * The first answer says how many there are; a server that claims too many, or that gives the first
 * page for every number, is refused rather than believed. */
#pragma once

#include "base/failure/err.h"
#include "model/queue.h"

enum { PAGES_MAX = 1000, PAGES_AT_ONCE = 6 };

struct pages {
    int64_t total; /* 0: page 1 is not here yet */
    int64_t asked; /* pages handed out by pages_next(), 1 to asked */
    int64_t here;
    char first_id[ID_BYTES]; /* of page 1 */
};

/* The number of the next page to ask for, or 0: none now. */
int64_t pages_next(struct pages *p);

/* Takes note of the answer for page asked; false with err when it cannot be that page. */
bool pages_note(struct pages *p, int64_t asked, const struct queue_page *page, struct error *err);

bool pages_are_all_here(const struct pages *p);
