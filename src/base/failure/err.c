#include "base/failure/err.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error *err, enum err_kind kind, const char *fmt, ...)
{
    va_list ap;

    if (!err)
        return false;
    *err = (struct error){.kind = kind, .retry_after_s = -1};
    va_start(ap, fmt);
    vsnprintf(err->text, sizeof(err->text), fmt, ap);
    va_end(ap);
    return false;
}
