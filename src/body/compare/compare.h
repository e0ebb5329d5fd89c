/* What two bodies differ in.  Pure.
 *
 * JSON by its structure.  Members by their key, in any order; where a key is there twice the last
 * one counts, and that it is there twice is told.  Items of an array by what they are as far as
 * align.h goes, what is left between them by what is most alike, or in order.  Numbers are the same
 * where their value is, exactly (number.h): 1.0 is 1.  Strings are the same where they mean the
 * same characters.
 *
 * Text, and what else can be read, by lines.  Bytes by rows of a hex dump, at the same offset.
 *
 * JSON that is more than document.h takes is compared as text, and so are more than COMPARE_LINES
 * lines as bytes. */
#ifndef BODY_COMPARE_COMPARE_H
#define BODY_COMPARE_COMPARE_H

#include "base/arena.h"
#include "body/decode/decode.h"

enum { COMPARE_MOST = 1000, COMPARE_LINES = 200000 };

enum compare_form { COMPARE_JSON, COMPARE_TEXT, COMPARE_BYTES };

enum difference_kind {
    DIFFERENCE_CHANGED,
    DIFFERENCE_TYPE,  /* changed, and of another type */
    DIFFERENCE_LEFT,  /* only left */
    DIFFERENCE_RIGHT, /* only right */
    DIFFERENCE_TWICE, /* the key is there twice on this side: this value does not count */
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

/* Borrows the bodies' bytes until compare_free(). */
void compare_bodies(struct comparison *out, const struct body *left, const struct body *right);
void compare_free(struct comparison *c);

/* The same of two JSON documents; false: one is none, or too much (then nothing is told). */
bool compare_json(struct comparison *out, const char *left, size_t n_left, const char *right,
                  size_t n_right);

/* For the parts of this module. */
struct difference *compare_add(struct comparison *c, enum difference_kind kind); /* NULL: more */

#endif
