/* Bytes of another character set as UTF-8, by iconv.  Pure. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>

/* Appends n bytes of the character set (iconv's name for it) to out as UTF-8, up to its cap.  A
 * byte that is none of it stays as it is.  false: this system does not know that character set. */
bool charset_convert(const char *name, const char *bytes, size_t n, struct buf *out);
