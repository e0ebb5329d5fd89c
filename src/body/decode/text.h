/* Bytes that are text: which can be read, and which byte order mark says how.  Pure. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>

enum bom {
    BOM_NONE,
    BOM_UTF8,
    BOM_UTF32LE, /* before that of UTF-16LE, which it begins with */
    BOM_UTF32BE,
    BOM_UTF16LE,
    BOM_UTF16BE,
    BOM_COUNT
};

/* All n bytes are UTF-8 without control characters other than white space.  cut: there may be more
 * behind them, so the last character need not be all there. */
bool text_is_readable(const char *s, size_t n, bool cut);

/* "UTF-8 BOM", "UTF-16LE", "UTF-32BE". */
const char *text_bom_name(enum bom bom);

/* The mark that the n bytes begin with, by itself no proof that they are text. */
enum bom text_find_bom(const char *s, size_t n);

/* The mark that the n bytes begin with, and appends them without it, in UTF-8, to out.  BOM_NONE
 * (out as before): no mark, or what stands behind it is not such text, or past out's cap. */
enum bom text_convert(const char *s, size_t n, bool cut, struct buf *out);

/* The same without a mark, of what is ASCII for the most part: a guess. */
enum bom text_guess_wide(const char *s, size_t n, bool cut, struct buf *out);

/* ASCII for the most part, and letters for the most part of that, with bytes between that are no
 * UTF-8, or what terminals are told colours with. */
bool text_is_mostly(const char *s, size_t n);
