/* The leases that this program holds: what must be released before it goes.
 *
 * A lease is held until it is known that it is over: until the server has said what came of the
 * operation that was to end it, or its time is up.  What was only asked for changes nothing, as the
 * program may die, or the server be silent, before it is done.
 *
 * A deadline counts from the moment the request was SENT, so it is never later than the server's
 * own. UI thread only. */
#pragma once

#include "base/memory/string_map.h"
#include "model/message.h"

#include <stdbool.h>

enum lease_state {
    LEASE_HELD,
    LEASE_BUSY, /* asked to be settled: what came of it is not known yet */
    LEASE_TRIED /* asked to be given back on the way out, in vain */
};

enum { LEASE_SOON_MS = 10000 }; /* one with no more left is about to end, and says so */

struct lease {
    char *id;
    char *former_id; /* in whose place it came, until it is noted; NULL: none */
    char queue_id[ID_BYTES];
    int64_t deadline_mono_ms;
    enum lease_state state;
    bool noted; /* it is in the lease file as it is here */
};

struct leases {
    struct string_map held; /* by id: struct lease */
    char **over;            /* ids that are none any more, for the lease file to forget; owned */
    size_t n_over;
    uint64_t version; /* another one after every change */
};

void leases_free(struct leases *l);

/* Every lease of a pulled batch. */
void leases_add_batch(struct leases *l, const struct batch *b);

/* One lease; id is copied.  Of the same lease the later call counts. */
void leases_add(struct leases *l, const char *queue_id, const char *id, int64_t deadline_mono_ms);

/* It was extended: id takes the place of former_id, held or not. */
void leases_renew(struct leases *l, const char *queue_id, const char *former_id, const char *id,
                  int64_t deadline_mono_ms);

/* It is known to be over; it may be of an earlier run, and not be held here. */
void leases_end(struct leases *l, const char *id);

/* The queue is gone, and its leases with it. */
void leases_end_queue(struct leases *l, const char *queue_id);

/* One that is not held has no state. */
void leases_set_state(struct leases *l, const char *id, enum lease_state state);
size_t leases_count(const struct leases *l, enum lease_state state);

/* The lease file has forgotten what is over. */
void leases_clear_over(struct leases *l);

/* When the lease of a message of b ends. */
int64_t leases_deadline(const struct batch *b, const struct message *m);

/* When the last lease of b ends. */
int64_t leases_batch_deadline(const struct batch *b);

void leases_drop_expired(struct leases *l, int64_t now_mono_ms);

/* The earliest deadline; -1 when none is held. */
int64_t leases_next_deadline(const struct leases *l);
