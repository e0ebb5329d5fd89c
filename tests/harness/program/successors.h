/* What a program that crashed leaves running: it gives leases back when the program has ended.  A
 * test becomes its parent, and so can wait for its end. */
#pragma once

#include <stddef.h>
#include <sys/types.h>

enum { SUCCESSORS_CHILDREN = 32 };

struct successors {
    pid_t known[SUCCESSORS_CHILDREN]; /* children that are none of it */
    size_t n;
};

/* While the program runs. */
void successors_begin(struct successors *s);

/* After its end: returns when all that it left has ended too. */
void successors_wait(const struct successors *s);
