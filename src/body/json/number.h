/* Numbers as JSON writes them, compared exactly: 9007199254740993 is not 9007199254740992, and 1.0
 * is 1.  Pure, no allocation. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All n bytes are one JSON number. */
bool number_check(const char *s, size_t n);

/* Below 0, 0, above 0: how the numbers a and b (both as number_check() takes them) compare.
 * Exponents beyond 10^15 count as that. */
int number_compare(const char *a, size_t a_len, const char *b, size_t b_len);

/* Equal numbers have the same. */
uint64_t number_hash(const char *s, size_t n);
