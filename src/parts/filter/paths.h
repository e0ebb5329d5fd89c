/* The paths that occur in the JSON bodies of the messages loaded, for completion.  UI thread.
 *
 * Looked at are the first messages and of each body the beginning, so that a prompt opens at once;
 * items of an array count as one, []. */
#pragma once

#include <stddef.h>

enum {
    PATHS_MESSAGES = 100,
    PATHS_BYTES = 1000000, /* of all bodies, decoded */
    PATHS_MAX = 200,
    PATHS_LONGEST = 120 /* bytes */
};

struct messages;

struct paths {
    struct path_count *items; /* those that most messages have come first */
    size_t n;
};

struct path_count {
    char text[PATHS_LONGEST];
    size_t messages; /* that have it */
    size_t last;     /* the last of them */
};

/* Frees what was in p. */
void paths_collect(struct paths *p, const struct messages *m);
void paths_free(struct paths *p);
