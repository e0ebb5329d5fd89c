/* Which items of one list are those of another, when some were put in or taken out: the longest
 * common subsequence (Myers).  Pure.
 *
 * Bounded: lists that differ in more than ALIGN_EDITS places have only what is common at their two
 * ends aligned.  Work is at most 2 * ALIGN_EDITS times the items. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ALIGN_EDITS = 256 };

#define ALIGN_NONE UINT32_MAX

/* The items are told by their hashes.  Sets to[i] to the item of b that is item i of a, or
 * ALIGN_NONE; ever larger ones.  false: they differ in too many places. */
bool align_lists(const uint64_t *a, size_t na, const uint64_t *b, size_t nb, uint32_t *to);
