/* The folder that :evidence writes: under another name beside its own until it is whole, mode 0700,
 * files 0600, with the SHA-256 of each.  UI thread.
 *
 * It is not waited for until all of it is on the disk: after a power failure the sums tell. */
#pragma once

#include "app/state.h"

struct evidence_dir;

/* Beside path.  NULL: errno says why not. */
struct evidence_dir *evidence_dir_start(const char *path);

/* One message and its body.  The bytes written; -1: errno says why not. */
int64_t evidence_dir_add(struct evidence_dir *d, const struct app *app,
                         const struct snapshot_row *row);

/* The other files, the sums last, and the name.  False: errno says why not. */
bool evidence_dir_finish(struct evidence_dir *d, const struct evidence *e, const char *path);

/* Nothing is left of it, unless it was finished.  NULL is fine. */
void evidence_dir_free(struct evidence_dir *d);
