/* What varies from message to message in a text that says the same: numbers, ids, dates.  Found in
 * a text and replaced by a placeholder, so that texts that differ in nothing else become the same.
 * By what they look like: a word may look like an id and be none.  Pure.
 *
 *   <n>     1,234.5  -3  0x1f  12ms     <time>   2026-11-26T12:04:31Z  12:04:31
 *   <id>    UUID, ULID, hex of 8 digits or more, base64, long mixtures of letters and digits
 *   <ip>    10.0.0.7  ::1               <email>  a@example.org
 *   <str>   what is between quotes      a URL keeps its scheme and host: https://example.org/<…>
 *
 * Quotes with nothing between them stay, and so does a name of the program: (reading 'id'). */
#pragma once

#include "base/memory/buf.h"

/* Appends n bytes so, blanks and control characters squeezed to one blank.  false: past the cap;
 * out then holds a part. */
bool variable_append(struct buf *out, const char *s, size_t n);

/* All n bytes are one id, date, time or address, or digits alone ("2fa" is none). */
bool variable_is(const char *s, size_t n);
