/* The lists of rows cut out of a GraphQL answer: 20,000 rows as one tree would take ten times the
 * memory of their text, so the parser sees what is around them, and each row alone.  Pure. */
#pragma once

#include "api/answer/slice.h"

enum { LISTS_MAX = 16 };

struct lists {
    struct slice items[LISTS_MAX]; /* where they stand in the text, brackets and all */
    size_t n;
};

/* Appends the text to rest with [N] in place of list N.  What is a list of rows is told by its
 * depth alone: {data: {viewer: {accounts: [{name: [rows]}]}}}.  false: no JSON, or more lists than
 * anybody asked for. */
bool lists_cut(const char *text, size_t len, struct lists *lists, struct buf *rest);
