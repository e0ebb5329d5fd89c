/* Writing all of it, however many calls that takes.  Any thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* To a descriptor that blocks; false: errno says why not, and some of it may be written. */
bool write_all(int fd, const void *bytes, size_t n);
