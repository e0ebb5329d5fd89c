/* The folder of the state files: $XDG_STATE_HOME/cfqtop, or ~/.local/state/cfqtop.
 *
 * It is made with mode 0700 where it is missing.  One that is a link, belongs to another user or
 * can be written by others is refused.  No credential is ever written below it.  The files in it
 * are opened relative to fd, so that the folder cannot be exchanged under way.  One thread at a
 * time. */
#pragma once

#include "base/failure/err.h"

struct state_dir {
    int fd;     /* -1: not open */
    char *path; /* as a person is told: the home as ~; OUTSIDE bytes (of the environment); owned */
};

/* false with err (ERR_USAGE; one line that says what to do); nothing to close then. */
bool state_dir_open(struct state_dir *d, struct error *err);
void state_dir_close(struct state_dir *d);

/* Sets err to what errno number means for the file name (NULL: the folder), and what to do about
 * it; returns false. */
bool state_dir_fail(const struct state_dir *d, const char *name, int number, struct error *err);

/* The same for a literal why: "belongs to another user: ...". */
bool state_dir_refuse(const struct state_dir *d, const char *name, const char *why,
                      struct error *err);
