/* Numbers of JSON compared by their value, exactly: 1, 1.0 and 10e-1 are the same, and
 * 0.1 and 0.1000000000000000055 are not, although a double cannot tell them apart.  -0 is 0.  Pure.
 *
 * Where an exponent has more than 15 digits, only what is written alike is the same. */
#ifndef BODY_DECIMAL_H
#define BODY_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Both are numbers as JSON writes them. */
bool decimal_equal(const char *a, size_t na, const char *b, size_t nb);

/* Equal numbers have the same. */
uint64_t decimal_hash(const char *s, size_t n);

#endif
