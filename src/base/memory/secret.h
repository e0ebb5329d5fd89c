/* A credential in memory: one owner, wiped when freed, never printed.
 *
 * It is moved, not copied: who holds the struct frees it.  libcurl keeps copies of its own which it
 * does not wipe; core dumps are therefore switched off in main(). */
#pragma once

#include <stdbool.h>

struct secret {
    char *text; /* NULL: none */
};

/* Takes over text (from mem_*; NULL is fine). */
struct secret secret_take(char *text);
void secret_free(struct secret *s);

/* Visible ASCII without blanks, 1 to 4,096 bytes: anything else could inject a header or is a
 * paste gone wrong. */
bool secret_check(const struct secret *s);
