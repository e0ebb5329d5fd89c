/* The number typed before a movement: 50j.  Pure.
 *
 * Digits that no key of the pane in focus stands for begin a count, any digit goes on with it. */
#pragma once

#include "parts/input/key.h"

#include <stddef.h>

enum { COUNT_MAX = 1000000 };

struct count {
    bool pending;
    size_t n; /* 0 is the same as none */
};

/* Takes a digit in; false: the key is none, or the first digit is_own key of the pane. */
bool count_add(struct count *c, struct key key, bool is_own);

/* How often a movement is to be done: 1 without a count. */
size_t count_times(const struct count *c);
