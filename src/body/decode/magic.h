/* A guess at what bytes are, by the number that files of that kind begin with, or
 * by the shape of what programs serialise.  Pure. */
#pragma once

#include <stddef.h>

/* A literal such as "PNG"; NULL: no idea. */
const char *magic_guess(const char *bytes, size_t n);

/* The command that unpacks what magic_guess() named so, to be piped into; NULL: none is known. */
const char *magic_tool(const char *name);
