#include "api/answer/decoding.h"

#include "base/text/format.h"

#include <inttypes.h>
#include <stdio.h>

bool decoding_check_rows(const struct decoding *d, size_t n, const char *noun)
{
    char why[120];

    if (n <= (size_t)d->most_rows)
        return true;
    snprintf(why, sizeof(why), "%s on a page, %" PRId64 " were asked for", FORMAT_COUNTED(n, noun),
             d->most_rows);
    return decoding_refuse(d, why);
}
