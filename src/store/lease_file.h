/* leases.jsonl: the leases that this program holds, so that the next start can release them after a
 * kill -9.  One line a lease when it is taken, one when it is gone.
 *
 * Written before a pulled message is shown.  It guards against the death of the program, not of the
 * machine, so nothing waits for the disk.  The first program running holds leases.jsonl locked, the
 * second leases-2.jsonl, and so on; what is in a file whose lock is free was left by one that died.
 * A lease ends by the clock that nobody sets, as long as the machine runs.  UI thread, or a command
 * without a screen. */
#pragma once

#include "base/memory/arena.h"
#include "base/os/clock.h"
#include "model/queue.h"
#include "store/state_dir.h"

enum { LEASE_FILES = 32 };

struct kept_lease {
    char account_id[ID_BYTES];
    char queue_id[ID_BYTES];
    const char *base_url; /* whole, of the API; NULL: Cloudflare's */
    const char *queue;    /* its name; NULL: not known */
    const char *lease_id;
    const char *former_id;    /* it takes the place of this one, in the same record; NULL: none */
    const char *message_id;   /* NULL: none */
    int64_t taken_wall_ms;    /* when it was asked for */
    int64_t deadline_wall_ms; /* counts where the other does not */
    int64_t deadline_mono_ms; /* 0: not known, or of another start of the machine */
};

/* How long it still holds; 0 or less: it has ended. */
int64_t kept_lease_left(const struct kept_lease *lease, struct instant now);

/* It is of that account ("": of any) and that API; base_url NULL: Cloudflare's. */
bool kept_lease_is_of(const struct kept_lease *lease, const char *account_id, const char *base_url);

/* Leases whose owner died, sorted by account, base_url and queue, the first taken first.  Strings
 * are OUTSIDE bytes, in the arena; all ids have passed queue_check_id(). */
struct lease_orphans {
    struct arena arena;
    struct kept_lease *items;
    size_t n;
};

struct lease_file;

/* Takes the first free file of dir (borrowed until close).  NULL with err. */
struct lease_file *lease_file_open(const struct state_dir *dir, struct error *err);

/* Empties the file when no lease is held; those that are held are found by the next start.  NULL is
 * fine. */
void lease_file_close(struct lease_file *f);

/* Notes n leases, copied, in one write.  A lease that is there already gets the new deadline. false
 * with err: not all of them are noted. */
bool lease_file_add(struct lease_file *f, const struct kept_lease *leases, size_t n,
                    struct error *err);
bool lease_file_has(const struct lease_file *f, const char *lease_id);

/* The leases are known to be over; ids that are not there are no error.  On false the file still
 * has them: the next start may ask about them in vain. */
bool lease_file_remove(struct lease_file *f, const char *const *lease_ids, size_t n,
                       struct error *err);

/* Moves what dead programs left into our file and gives all that was so inherited and not removed
 * since; what has ended is dropped.  Files of running programs are not looked at.
 * Free out with lease_orphans_free() either way; on false (with err) some may be missing. */
bool lease_file_orphans(struct lease_file *f, struct instant now, struct lease_orphans *out,
                        struct error *err);
void lease_orphans_free(struct lease_orphans *out);
