/* JSON that is wrong in a token here and there, so that what stands behind them can be laid out:
 * NaN, Infinity, undefined, 'single quotes', a wrong escape, a comma too many.  Pure.
 *
 * Only what is in brackets is mended: other text was not meant to be JSON.
 *
 * A copy of the bytes is mended, each token in its place and as long as it was; what is shown are
 * the bytes as they came. */
#pragma once

#include "body/json/json.h"

#include <stdbool.h>
#include <stddef.h>

enum { MENDS_MAX = 64 };

struct mend {
    size_t at;       /* of the token, or of the comma */
    size_t fault;    /* of the byte that is wrong */
    const char *why; /* a literal */
    bool comma;      /* it is blank in the copy */
};

struct mended {
    char *copy;
    struct mend mends[MENDS_MAX]; /* by place */
    size_t n;
    bool broken; /* there is a fault that could not be mended */
    struct json_fault fault;
};

/* Free copy. */
void json_mend(struct mended *m, const char *s, size_t n);
