/* Ids met so far, to leave out what comes again.  Borrows the texts; "" is never in it.  Pure. */
#ifndef PARTS_LIST_SEEN_H
#define PARTS_LIST_SEEN_H

#include <stdbool.h>
#include <stddef.h>

struct seen {
    const char **slots; /* NULL: free */
    size_t size;        /* a power of two */
};

/* For at most n ids. */
void seen_init(struct seen *s, size_t n);
void seen_free(struct seen *s);

bool seen_has(const struct seen *s, const char *id);
void seen_add(struct seen *s, const char *id);

#endif
