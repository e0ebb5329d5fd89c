/* What a person asked to be done to messages: first as the question on the screen, then as requests
 * under way, at last as the sum of what came of it.
 *
 * One errand is one request: messages of one queue by one road.  It holds copies, so that nothing
 * that arrives between the question and the answer changes what is done.  UI thread only. */
#ifndef PARTS_CHANGES_CHANGE_BATCH_H
#define PARTS_CHANGES_CHANGE_BATCH_H

#include "parts/calls/calls.h"
#include "parts/changes/outcomes.h"
#include "model/leases.h"

enum deed { DEED_ACK, DEED_RETRY, DEED_EXTEND, DEED_COUNT };

/* "retry", "retrying", "retried" */
struct deed_words {
    const char *name, *doing, *done;
};

enum road {
    ROAD_LEASE, /* pulled messages: OP_ACK, OP_EXTEND */
    ROAD_REF,   /* peeked messages: OP_PURGE */
    ROAD_COUNT
};

/* How many of the messages asked about can be acted on, and by which road. */
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

struct errand_item {
    char *id;
    char *ticket;             /* lease id or ref */
    int64_t deadline_mono_ms; /* of the lease */
    bool held;                /* it was among the leases held when it was sent */
};

struct errand {
    uint64_t req_id; /* 0: not sent */
    unsigned group;  /* of one answer y: both roads */
    enum road road;
    enum deed deed;
    int64_t delay_s;  /* DEED_RETRY */
    int64_t lease_ms; /* DEED_EXTEND */
    char queue_id[ID_BYTES];
    struct errand_item *items;
    size_t n;
};

/* What became of the messages of one group. */
struct tally {
    unsigned group;
    enum deed deed;
    int64_t delay_s;
    size_t by_fate[FATE_COUNT]; /* FATE_SENT: still under way */
    char why[400];              /* the first warning or error; may hold OUTSIDE bytes */
};

struct errands {
    struct errand asked[ROAD_COUNT]; /* what the question on the screen is about */
    struct errand *sent;
    size_t n_sent;
    struct tally tally; /* of the newest group */
    struct fates fates;
};

const struct deed_words *deed_words(enum deed deed);

void errands_free(struct errands *e);
void errand_free(struct errand *e);

/* Adds the message of row; it has a lease or a ref. */
void errand_add(struct errand *e, const struct message_row *row);

/* Adds a message that no row is about any more. */
void errand_add_lease(struct errand *e, const char *id, const char *lease_id,
                      int64_t deadline_mono_ms);

/* Moves an errand to what is under way, as a request in calls; its leases leave those held. */
void errands_send(struct errands *all, struct errand *e, struct calls *calls, struct leases *leases,
                  int64_t now_mono_ms);

/* NULL: the request is none of ours. */
struct errand *errands_find(struct errands *all, uint64_t req_id);
void errands_remove(struct errands *all, struct errand *e);

#endif
