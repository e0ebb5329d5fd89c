/* The disk thread: does what may wait for the disk (fsync, a lock), one piece after the other and
 * in the order in which it was put, so that the loop never waits for it.
 *
 * Whoever puts a piece of work makes a struct that begins with struct disk_work.  run() is called
 * in the thread, then finish() in the UI thread, by disk_take(); finish() frees it.  Everything
 * here is for the UI thread. */
#pragma once

#include "app/state.h"
#include "base/os/mailbox.h"

struct disk_work {
    struct mail mail; /* first */
    void (*run)(struct disk_work *w);
    void (*finish)(struct disk_work *w, struct app *app);
};

struct disk;

/* The thread gets no signals.  NULL with err: there is no thread or pipe to be had. */
struct disk *disk_start(struct error *err);

void disk_put(struct disk *d, struct disk_work *w); /* takes w */
int disk_fd(const struct disk *d);                  /* readable when disk_take() has work to do */

/* Finishes what was run. */
void disk_take(struct disk *d, struct app *app);

/* Something that was put is not finished. */
bool disk_is_busy(const struct disk *d);

/* Finishes all that was put and frees d (which may be NULL), and is true.  A thread that the disk
 * does not let go within DISK_STOP_MS is left behind with all that it works on, and
 * thread_note_left_behind() is told: false. */
enum { DISK_STOP_MS = 2000 };
bool disk_stop(struct disk *d, struct app *app);
