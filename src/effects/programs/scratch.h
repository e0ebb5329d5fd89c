/* A file for a program to open, alone in a folder of its own: whatever an editor puts beside it
 * goes with it.  The folder (mode 0700) is in the user's own one ($XDG_RUNTIME_DIR, $TMPDIR) or
 * /tmp, and is locked while it is in use: what a run that was killed has left is not.  UI thread.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct scratch {
    int folder;      /* open and locked; -1: there is none */
    char path[4096]; /* of the file */
};

/* A file of mode 0600 with those bytes, named "body" and extension.  False: errno says why there is
 * none, and nothing is left. */
bool scratch_make(struct scratch *s, const char *extension, const void *bytes, size_t n);

/* It holds other bytes by now. */
bool scratch_is_changed(const struct scratch *s, const void *bytes, size_t n);

/* Nothing is left of it. */
void scratch_drop(struct scratch *s);

/* Removes what earlier runs of this user have left. */
void scratch_sweep(void);
