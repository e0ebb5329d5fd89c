/* What two bodies differ in, as a list: what compare.h and compare_json.h find.  Pure.
 *
 * Who compares frees it. */
#pragma once

#include "base/memory/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { COMPARE_MOST = 1000 };

enum compare_form { COMPARE_JSON, COMPARE_TEXT, COMPARE_BYTES, COMPARE_COUNT };

enum difference_kind {
    DIFFERENCE_CHANGED,
    DIFFERENCE_TYPE,  /* changed, and of another type */
    DIFFERENCE_LEFT,  /* only left */
    DIFFERENCE_RIGHT, /* only right */
    DIFFERENCE_TWICE, /* the key is there twice on this side: this value does not count */
    DIFFERENCE_COUNT
};

/* n bytes of a body, or of the comparison; NULL: there is none on this side. */
struct difference_side {
    const char *s;
    size_t n;
    const char *path; /* jq's; "line 12", "byte 16" */
    const char *type; /* of a value of JSON; else NULL */
};

struct difference {
    enum difference_kind kind;
    struct difference_side sides[2]; /* left, right */
};

struct comparison {
    enum compare_form form;
    struct difference *items; /* in the order of the left body; what is only right is behind its
                                 neighbours */
    size_t n;                 /* at most COMPARE_MOST */
    size_t more;              /* differences beyond that */
    size_t same;              /* scalars, lines, bytes that are the same */
    bool same_bytes;
    bool reordered; /* members stand in another order */
    bool respelled; /* numbers or strings that are the same are written in another way */
    bool spaced;    /* white space differs */
    bool coarse;    /* there is too much of it: see above */
    struct arena arena;
};

void comparison_free(struct comparison *c);

/* For those that compare; NULL: there are too many, it is counted alone. */
struct difference *comparison_add(struct comparison *c, enum difference_kind kind);
