/* The calls under way: what was asked of the fetch thread and has no final event yet.  UI thread.
 */
#pragma once

#include "net/protocol.h"

struct call_state {
    uint64_t id;
    enum op op;
    char queue_id[ID_BYTES];
    int64_t started_mono_ms;
    int64_t heard_mono_ms;    /* when something last came of it; at first when it was started */
    int64_t retry_at_mono_ms; /* -1: not waiting for another try */
    struct error err;         /* why it is tried again */
    bool by_user;             /* somebody pressed a key for it, and waits */
    bool streams;             /* its answer is here and goes on: nobody waits for its end */
    bool in_sweep;            /* beside the share of the background, see read/measure.h */
};

struct calls {
    struct call_state *items;
    size_t n;
    uint64_t last_id;
    struct mail *out; /* requests made and not yet taken, oldest first */
    struct mail **out_tail;
};

void calls_init(struct calls *c);
void calls_free(struct calls *c);

/* A new request for op, entered and queued for sending; fill in its call at once. */
struct request *calls_add(struct calls *c, enum op op, const char *queue_id, int64_t now_mono_ms);

/* Queues the cancelling of a call; its final event still comes. */
void calls_cancel(struct calls *c, uint64_t id);

struct call_state *calls_find(struct calls *c, uint64_t id); /* NULL: not under way */
void calls_remove(struct calls *c, uint64_t id);

/* A call of op about queue_id (NULL: any queue), or NULL. */
const struct call_state *calls_find_op(const struct calls *c, enum op op, const char *queue_id);
size_t calls_count_op(const struct calls *c, enum op op);

/* A call that changes the server is under way. */
bool calls_are_changing(const struct calls *c);

/* The next request to send, which the caller then owns; NULL: none. */
struct request *calls_take_request(struct calls *c);
