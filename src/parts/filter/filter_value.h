/* The term of a filter that holds for rows with a value, as filter.h reads it.  Pure. */
#pragma once

#include "base/memory/buf.h"
#include "body/json/path.h"

/* Appends the term that asks for the value at the path, or with opposite for rows of which none is
 * that.  The value is n bytes of JSON as
 * written: a string, a number or a word; NULL: there is none.  false, and nothing is appended: it
 * is { or [, which no term compares, or there is no room. */
bool filter_append_value(struct buf *out, const struct path *path, const char *json, size_t n,
                         bool opposite);
