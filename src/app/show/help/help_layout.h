/* The entries of help as lines of text: pages one below the other, each in two columns where there
 * is room, or a list of what was found.  Pure; the holder owns what it points to.
 *
 * A page fills the view at least, so that its first line can be the first of the view.  Between two
 * pages stands a line with the name of the second. */
#pragma once

#include "app/show/help/help_entry.h"
#include "base/memory/buf.h"
#include "parts/pager/pager.h"

struct help_layout {
    struct buf text;
    struct pager_span *spans;
    size_t n_spans;
    int *entries; /* of each line, which entry it is of, -1: none; of two columns the left */
    size_t n;
    size_t starts[HELP_PAGES]; /* the first line of each page, */
    size_t ends[HELP_PAGES];   /* and the one behind its last that is not blank */
};

void help_layout_free(struct help_layout *l);

/* In so many columns, for a view of so many rows. */
void help_layout_pages(struct help_layout *l, const struct help_entries *e, int cols, size_t rows);
void help_layout_found(struct help_layout *l, const struct help_entries *e, int cols, size_t rows);
