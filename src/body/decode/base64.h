/* Base64 (RFC 4648), strictly: length a multiple of 4, the standard alphabet, right padding, zero
 * bits under the padding, no white space.  Pure. */
#pragma once

#include "base/buf.h"

/* All n characters are one strict base64 text (the empty text is). */
bool base64_check(const char *s, size_t n);

/* How many bytes a text that passed base64_check() decodes to. */
size_t base64_size(const char *s, size_t n);

/* Appends the decoded bytes to out; false (out as before) when s is not strict base64. */
bool base64_decode(const char *s, size_t n, struct buf *out);

/* Appends base64 of n bytes to out; false (out as before) when it would pass the cap. */
bool base64_encode(const void *bytes, size_t n, struct buf *out);
