/* A JSON document in lines, indented, token by token, each as it is written.  Empty brackets stay
 * on one line.  Pure. */
#pragma once

#include "body/layout/lines.h"

#include <stdbool.h>

/* Appends the n bytes, which are valid JSON or begin so, to l.  false: not tokens, or past the cap;
 * l then holds a part. */
bool json_lay(struct lines *l, const char *s, size_t n);

/* The same of JSON that is not valid: as far as it can be read, with what is wrong with a token
 * behind its line, "// byte 9: no value of JSON"; then where and why it cannot be read on, and the
 * rest as it is. */
bool json_lay_broken(struct lines *l, const char *s, size_t n);
