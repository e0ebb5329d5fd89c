/* An answer on its way to a result: what each decoder is given.  Private to api/.
 *
 * A decoder reads from e and fills *out, which is all zero at first.  It returns false through
 * decoding_refuse(); what it put into *out by then is freed for it. */
#pragma once

#include "api/answer/envelope.h"
#include "api/answer/field.h"

struct decoding {
    const struct call *call;
    int64_t most_rows;     /* of a page: what was asked for */
    struct answer *answer; /* whoever takes the bytes sets them to NULL */
    struct envelope e;
    union result *out;
    bool keeps_rows; /* set by a decoder that keeps the JSON of each row, not of the whole */
    struct error *err;
};

static inline bool decoding_refuse(const struct decoding *d, const char *why) /* false */
{
    return envelope_refuse(d->answer, d->err, why);
}

/* n rows are more than the page that was asked for holds: one answer could be as large as the
 * server likes, times the pages that it claims. */
bool decoding_check_rows(const struct decoding *d, size_t n, const char *noun);
