/* Which lines of a laid-out value stand within which: what folding and the path of a line need.
 * Pure.
 *
 * A value is written one item a line: an opening bracket ends its line, and the one that closes it
 * begins a line further down, as json_lay() and the printers of other forms write it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { TREE_DEPTH = 1024 };

#define TREE_NONE UINT32_MAX

struct tree_line {
    uint32_t close;  /* the line that closes the bracket opened here; 0: none is, or it is open */
    uint32_t parent; /* the line whose bracket this one stands in; TREE_NONE: at the top */
    uint32_t item;   /* how many lines of the same parent are before it */
    uint32_t items;  /* how many have this one as parent */
};

/* One for each of the n lines (less than TREE_NONE), to be freed; starts as in struct layout.
 * Brackets deeper than TREE_DEPTH are not told. */
struct tree_line *tree_make(const char *text, const size_t *starts, size_t n);
