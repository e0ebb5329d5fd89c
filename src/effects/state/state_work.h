/* What the disk thread does with the state files: writes the journal and the trash, and sends what
 * has to come after that.  UI thread; dir lives as long as the disk thread. */
#pragma once

#include "app/change/trash.h"
#include "effects/state/disk.h"
#include "net/fetch.h"
#include "store/state_dir.h"

/* Called in the UI thread when something could not be written. */
typedef void state_teller(void *arg, struct app *app, const struct error *err);

/* Where the work puts what it makes, and whom it tells. */
struct state_work {
    struct disk *disk;           /* borrowed */
    const struct state_dir *dir; /* borrowed */
    state_teller *tell;
    void *arg; /* of tell */
};

/* Appends e, which it takes, to the journal. */
void state_work_write_journal(const struct state_work *k, struct audit_entry *e);

/* Writes lines, which it takes, into the trash, and tells trash_done(). */
void state_work_save_trash(const struct state_work *k, uint64_t trash_id, struct buf *lines);

/* Gives r to the fetch thread, after everything that was put before. */
void state_work_send(const struct state_work *k, struct request *r, struct fetch *fetch);
