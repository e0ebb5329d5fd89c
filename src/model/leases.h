/* The leases that this program holds: what must be released before it goes.
 *
 * A deadline counts from the moment the request was SENT, so it is never later than the server's
 * own. UI thread only. */
#pragma once

#include "base/string_map.h"
#include "model/message.h"

#include <stdbool.h>

struct lease {
    char *id;
    char queue_id[ID_BYTES];
    int64_t deadline_mono_ms;
};

struct leases {
    struct string_map held; /* by id: struct lease */
    uint64_t version;       /* another one after every change */
};

void leases_free(struct leases *l);

/* Every lease of a pulled batch. */
void leases_add_batch(struct leases *l, const struct batch *b);

/* One lease; id is copied.  Of the same lease the later call counts. */
void leases_add(struct leases *l, const char *queue_id, const char *id, int64_t deadline_mono_ms);

/* false: it was not held. */
bool leases_remove(struct leases *l, const char *id);

/* When the lease of a message of b ends. */
int64_t leases_deadline(const struct batch *b, const struct message *m);

/* When the last lease of b ends. */
int64_t leases_batch_deadline(const struct batch *b);

void leases_drop_expired(struct leases *l, int64_t now_mono_ms);
void leases_drop_queue(struct leases *l, const char *queue_id);

/* The earliest deadline; -1 when none is held. */
int64_t leases_next_deadline(const struct leases *l);
