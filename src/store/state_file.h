/* One file of the state folder, opened and locked: what the three kinds of state files share.
 *
 * A file is made with mode 0600.  One that is a link, no file, not ours, or can be written by
 * others is refused; rights to read that others have are taken away.  The lock is flock()'s: the
 * kernel releases it however the program ends, and it holds between programs and between two opens
 * in one.  A file that is exchanged for a new one keeps its name locked: whoever gets the lock of
 * the old one looks again.
 *
 * Nothing here blocks for longer than a second but the disk itself.  Errors are ERR_USAGE, in one
 * line that says what to do. */
#pragma once

#include "store/state_dir.h"

#include <sys/types.h>

struct state_file {
    const struct state_dir *dir; /* borrowed */
    char name[32];
    int fd;      /* -1: not open */
    bool is_new; /* its name may not be on the disk yet */
};

enum {
    STATE_MAKE = 1, /* make the file where it is missing */
    STATE_WAIT = 2, /* for the lock, up to a second; else it is tried once */
    STATE_READ = 4, /* read only, with a lock that readers share */
};

enum state_found {
    STATE_OPEN,    /* close it with state_file_close() */
    STATE_MISSING, /* no file, and STATE_MAKE was not said; no err */
    STATE_TAKEN,   /* somebody else has the lock */
    STATE_FAILED
};

enum state_found state_file_open(struct state_file *f, const struct state_dir *dir,
                                 const char *name, int how, struct error *err);
void state_file_close(struct state_file *f); /* releases the lock */

/* Releases the lock and keeps the file open: what was locked can still be read and synced. */
void state_file_unlock(struct state_file *f);

/* Bytes in the file; 0 when it cannot be told. */
off_t state_file_size(const struct state_file *f);

/* Appends n bytes of whole lines.  A torn line at the end (of a crash) is ended first, so that it
 * spoils nothing.  On failure the file is as before. */
bool state_file_append(struct state_file *f, const void *bytes, size_t n, struct error *err);

/* Copies what from has at and after offset at to the end of to. */
bool state_file_copy(const struct state_file *from, off_t at, struct state_file *to,
                     struct error *err);

/* Where the first line that starts at or after offset at starts; the end when none does. */
off_t state_file_next_line(const struct state_file *f, off_t at);

bool state_file_clear(struct state_file *f, struct error *err);

/* Returns when the bytes, and the name of a new file, are on the disk. */
bool state_file_sync(struct state_file *f, struct error *err);

/* Begins to write a new file in place of f (locked): fresh is empty, locked, and has no name that
 * anybody looks for.  Then either state_file_exchange() or state_file_abandon(). */
bool state_file_begin(const struct state_file *f, struct state_file *fresh, struct error *err);

/* Gives fresh the name of f, in one step, and moves it into f.  On failure fresh is gone and f is
 * as before. */
bool state_file_exchange(struct state_file *f, struct state_file *fresh, struct error *err);
void state_file_abandon(struct state_file *fresh);
