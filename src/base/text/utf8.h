/* UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.  Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the character at s (n > 0 bytes left) into cp and returns its length, 1 to 4; 0 when the
 * bytes there are not UTF-8 (step one byte and go on). */
int utf8_read(const char *s, size_t n, uint32_t *cp);

/* Writes cp (valid) as 1 to 4 bytes, no NUL; returns how many. */
int utf8_write(char out[4], uint32_t cp);

/* All n bytes are UTF-8. */
bool utf8_check(const char *s, size_t n);

/* n less a character at the end that is not all there. */
size_t utf8_trim(const char *s, size_t n);
