/* What a person asked to be done to messages: first as the question on the screen, then as requests
 * under way, at last as the sum of what came of it.
 *
 * One batch is one request: messages of one queue, all by lease or all by ref.  It holds copies, so
 * that nothing that arrives between the question and the answer changes what is done.  UI thread
 * only. */
#ifndef PARTS_CHANGES_CHANGE_BATCH_H
#define PARTS_CHANGES_CHANGE_BATCH_H

#include "model/leases.h"
#include "parts/calls/calls.h"
#include "parts/changes/outcomes.h"

enum verb { VERB_ACK, VERB_RETRY, VERB_EXTEND, VERB_COUNT };

/* "retry", "retrying", "retried" */
struct verb_words {
    const char *name, *doing, *done;
};

enum change_by {
    BY_LEASE, /* pulled messages: OP_ACK, OP_EXTEND */
    BY_REF,   /* peeked messages: OP_PURGE_MESSAGES */
    BY_COUNT
};

/* How many of the messages asked about can be acted on, by lease and by ref. */
struct targets {
    size_t by_lease; /* pulled: ack and retry */
    size_t expired;  /* of those: the lease has ended */
    size_t ending;   /* of those: a failed delivery, such as a retry, ends them */
    size_t by_ref;   /* peeked: purge; a retry is not possible */
    size_t over;     /* acknowledged or retried already, or under way */
    size_t bare;     /* the API gave neither lease nor ref */
    bool marked;
    bool grouped;
};

struct change_item {
    char *id;
    char *handle;             /* lease id or ref */
    int64_t deadline_mono_ms; /* of the lease */
    bool held;                /* it was among the leases held when it was sent */
};

struct change_batch {
    uint64_t req_id; /* 0: not sent */
    unsigned group;  /* of one yes: the batch by lease and the one by ref */
    enum change_by by;
    enum verb verb;
    int64_t delay_s;  /* VERB_RETRY */
    int64_t lease_ms; /* VERB_EXTEND */
    char queue_id[ID_BYTES];
    struct change_item *items;
    size_t n;
};

/* What became of the messages of one group. */
struct change_summary {
    unsigned group;
    enum verb verb;
    int64_t delay_s;
    size_t by_outcome[OUTCOME_COUNT]; /* OUTCOME_SENT: still under way */
    char why[400];                    /* the first warning or error; may hold OUTSIDE bytes */
};

struct changes {
    struct change_batch asked[BY_COUNT]; /* what the question on the screen is about */
    struct change_batch *sent;
    size_t n_sent;
    struct change_summary summary; /* of the newest group */
    struct outcomes outcomes;
};

const struct verb_words *verb_words(enum verb verb);

void changes_free(struct changes *e);
void change_batch_free(struct change_batch *e);

/* Adds the message of row; it has a lease or a ref. */
void change_batch_add(struct change_batch *e, const struct message_row *row);

/* Adds a message that no row is about any more. */
void change_batch_add_lease(struct change_batch *e, const char *id, const char *lease_id,
                            int64_t deadline_mono_ms);

/* Moves an change to what is under way, as a request in calls; its leases leave those held. */
void changes_send(struct changes *all, struct change_batch *e, struct calls *calls,
                  struct leases *leases, int64_t now_mono_ms);

/* NULL: the request is none of ours. */
struct change_batch *changes_find(struct changes *all, uint64_t req_id);
void changes_remove(struct changes *all, struct change_batch *e);

#endif
