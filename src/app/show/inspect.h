/* Enter in a value: what is at its cursor, opened.  A string is decoded, escapes and JSON or base64
 * in it, into a screen of its own, which can be looked into in turn; a bracket is folded.  UI
 * thread. */
#pragma once

#include <stddef.h>

struct app;

/* What SCREEN_VALUE shows. */
struct inspected {
    char path[200];  /* of the string, ".a.b"; through another one ".a › .b".  OUTSIDE bytes */
    char chain[200]; /* as in struct body */
    size_t len;      /* bytes of what it was decoded to */
};
