/* The number typed before a movement: 50j.  Pure.
 *
 * A digit that is the key of a pane goes there at once, for who typed it alone; but when a movement
 * or another digit follows at once, as nobody types who looks at the pane first, it was the first
 * digit of a count, and the pane that had the focus gets it back. */
#pragma once

#include "parts/input/key.h"

#include <stddef.h>

enum { COUNT_MAX = 1000000, COUNT_LONE_MS = 500 };

struct count {
    bool pending;
    size_t n;              /* 0 is the same as none */
    bool lone;             /* one digit, which was a key of its own as well */
    int from;              /* that one: where it went away from */
    int64_t typed_mono_ms; /* and when */
};

bool count_is_digit(struct key key);

/* Takes a digit in; false: the key is none. */
bool count_add(struct count *c, struct key key);

/* A lone digit that was typed so long ago is the key that it was. */
bool count_is_over(const struct count *c, int64_t now_mono_ms);

/* How often a movement is to be done: 1 without a count. */
size_t count_times(const struct count *c);
