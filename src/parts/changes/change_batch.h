/* Messages of one queue that the same is asked for, all by lease or all by ref: what a question on
 * the screen or a command is about, and, cut by changes_add(), what one request is about.
 *
 * A batch holds copies, so that nothing that arrives between the question and the answer changes
 * what is done.  Used by one thread. */
#pragma once

#include "model/leases.h"
#include "net/protocol.h"
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
    size_t by_lease;         /* pulled: ack and retry */
    size_t expired;          /* of those: the lease has ended */
    size_t last, maybe_last; /* of those: a retry fails their last delivery, or what may be it */
    size_t by_ref;           /* peeked: purge; a retry is not possible */
    size_t over;             /* acknowledged or retried already, or under way */
    size_t bare;             /* the API gave neither lease nor ref */
    bool marked;
    size_t n_groups; /* that they are of, where the list is one of groups; 0: it is not */
};

struct change_item {
    char *id;     /* NULL: not known */
    char *handle; /* lease id or ref */
    /* What the answer says, by change_batch_judge(); texts are borrowed. */
    enum outcome outcome;
    const char *note;     /* the warning or the error; NULL: none */
    const char *lease_id; /* OUTCOME_EXTENDED: the new one */
    bool is_gone;         /* whatever was asked for, the server knows no such lease any more */
};

/* What became of the messages of one answer ("y"), however many requests it takes. */
struct change_summary {
    enum verb verb;
    int64_t delay_s;
    size_t n_batches;                 /* not ended */
    size_t by_outcome[OUTCOME_COUNT]; /* OUTCOME_NONE: not sent, and not going to be */
    char why[400];                    /* the first warning or error; may hold OUTSIDE bytes */
};

struct change_batch {
    uint64_t req_id;                /* 0: not sent */
    uint64_t trash_id;              /* its messages are being saved first; 0: no */
    struct change_summary *summary; /* shared; NULL: nobody waits for it */
    enum change_by by;
    enum verb verb;
    int64_t delay_s;  /* VERB_RETRY */
    int64_t lease_ms; /* VERB_EXTEND */
    char queue_id[ID_BYTES];
    struct change_item *items;
    size_t n;
};

const struct verb_words *verb_words(enum verb verb);

/* For one batch at least: it is freed with the last that it is the summary of. */
struct change_summary *change_summary_new(enum verb verb, int64_t delay_s);

void change_batch_free(struct change_batch *b); /* not the summary */

/* Adds the message of row; it has a lease or a ref. */
void change_batch_add(struct change_batch *b, const struct message_row *row);

/* Adds a message that no row is about any more; id NULL: not known. */
void change_batch_add_lease(struct change_batch *b, const char *id, const char *lease_id);

/* The operation that does it, and its call filled with what b is about. */
enum op change_batch_op(const struct change_batch *b);
void change_batch_fill(const struct change_batch *b, struct call *call);

/* The server has said that the message is acknowledged or given back.  And: that the lease is over,
 * so or otherwise.  Everybody who holds leases goes by this, for no other reason do they let go. */
bool change_item_is_done(const struct change_item *item);
bool change_item_is_over(const struct change_item *item);

/* What the final event e means for each message.  why: a note for each where there was no answer;
 * NULL: none. */
void change_batch_judge(struct change_batch *b, const struct event *e, const char *why);
