/* Writes what app/take/export.h wants, beside the loop and a slice at a time; for the disk the disk
 * thread waits.  UI thread. */
#pragma once

#include "app/state.h"
#include "effects/state/disk.h"

struct writer;

struct writer *writer_new(struct disk *disk); /* which it borrows */
void writer_free(struct writer *w); /* nothing is left of what is half-written.  NULL is fine */

/* Starts what is wanted, leaves off what is not wanted any more: after every key. */
void writer_follow(struct writer *w, struct app *app);

/* Writes one slice, and tells the app. */
void writer_run(struct writer *w, struct app *app);

/* There is more to write now: do not sleep. */
bool writer_is_busy(const struct writer *w);
