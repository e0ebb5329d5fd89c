/* Allocation that never returns NULL: without memory the program ends through die_now().
 *
 * For sizes that this program chooses.  What outside bytes size goes through struct buf, which has
 * a cap and fails softly.  Everything is released with free(). */
#pragma once

#include <stddef.h>

/* n zeroed items of size bytes; the product is checked. */
void *mem_new(size_t n, size_t size);

/* p resized to n items of size bytes; the new part is not zeroed. */
void *mem_resize(void *p, size_t n, size_t size);

/* Room for one more behind the n items of an array, which may move.  The room doubles where n is a
 * power of two, so that n is all there is to keep; the array has grown in this way alone, from NULL
 * and 0. */
#define MEM_GROW(items, n) ((items) = mem_grow((items), (n), sizeof(__typeof__(*(items)))))
void *mem_grow(void *items, size_t n, size_t size);

/* A copy of n bytes with a NUL behind them. */
char *mem_copy_bytes(const void *p, size_t n);

/* A copy of s; NULL stays NULL. */
char *mem_copy_str(const char *s);

/* A formatted string. */
char *mem_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
