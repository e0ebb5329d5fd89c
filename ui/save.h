/* A new file of one's own in the current directory: mode 0600, never one that is there already and
 * never through a link. */
#ifndef UI_SAVE_H
#define UI_SAVE_H

#include <stdbool.h>
#include <stddef.h>

/* name is plain ("cfqtop-1-body.json"); where it is taken, "-2" to "-99" is put before its last
 * dot.  path gets "./NAME", or on failure why. */
bool save_file(const char *name, const void *bytes, size_t n, char *path, size_t size);

#endif
