/* Where one set of bodies differs most from the others: the path whose values tell them apart best.
 * Pure.
 *
 * For each path that occurs it is counted on both sides what stands there: nothing, null, a value
 * of a kind, or one of few values; items of an array count as one, [].  The path counts for which
 * the two sides have least in common, what stands further out before what stands in it, and kinds
 * before values.  Single values count only where they come again within the set: an id tells
 * nothing.  Paths of the error itself (signature.h) are left out. */
#pragma once

#include <stdbool.h>

enum {
    CONTRAST_PATHS = 200,
    CONTRAST_PATH = 120, /* bytes */
    CONTRAST_PART = 120,
};

struct contrast;
struct structure;

struct contrast_result {
    char path[CONTRAST_PATH];   /* ".customer"; "": nothing tells them apart */
    char mine[CONTRAST_PART];   /* "null 47, absent 6"; "null in all 53"; may hold OUTSIDE bytes */
    char others[CONTRAST_PART]; /* "in all other groups an object", the same */
};

struct contrast *contrast_new(void);
void contrast_free(struct contrast *c);

/* One more body, of the set or of the others. */
void contrast_add(struct contrast *c, const struct structure *s, bool is_mine);

void contrast_find(const struct contrast *c, struct contrast_result *out);
