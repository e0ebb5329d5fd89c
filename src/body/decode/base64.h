/* Base64 (RFC 4648).  Strictly: length a multiple of 4, the standard alphabet, right padding, zero
 * bits under the padding, no white space.  And loosely, as programs write it: the alphabet of URLs,
 * padding left out, line ends between.  Pure. */
#pragma once

#include "base/memory/buf.h"

/* All n characters are one strict base64 text (the empty text is). */
bool base64_check(const char *s, size_t n);

/* How many bytes a text that passed base64_check() decodes to. */
size_t base64_size(const char *s, size_t n);

/* Appends the decoded bytes to out; false (out as before) when s is not strict base64. */
bool base64_decode(const char *s, size_t n, struct buf *out);

enum base64_way { BASE64_NOT, BASE64_STRICT, BASE64_LOOSE, BASE64_URL };

/* Appends what the n characters decode to, strictly or loosely, and tells how they were written;
 * BASE64_NOT (out as before): they are no base64.  cut: there may be more behind them. */
enum base64_way base64_read(const char *s, size_t n, bool cut, struct buf *out);

/* "base64", "base64url". */
const char *base64_name(enum base64_way way);

/* Appends base64 of n bytes to out; false (out as before) when it would pass the cap. */
bool base64_encode(const void *bytes, size_t n, struct buf *out);
