/* What lies ahead of a message: how near it is to its last failed delivery and where it goes then,
 * and when it expires.  Pure.
 *
 * max_retries are retries: one delivery more than that, and its failure ends the message.  One page
 * of the docs says that it is gone when its attempts reach max_retries, so there it may be over. */
#pragma once

#include "parts/list/messages.h"
#include "parts/queues/queue_row.h"

enum prospect_kind {
    PROSPECT_UNKNOWN, /* nothing says how many attempts it has, or may have */
    PROSPECT_SAFE,
    PROSPECT_MAYBE, /* max_retries: this delivery may be the last */
    PROSPECT_LAST,  /* max_retries + 1: it is the last */
    PROSPECT_COUNT
};

struct prospect {
    enum prospect_kind kind;
    int64_t attempts;
    int64_t max;    /* max_retries */
    const char *to; /* dead-letter queue, borrowed from the queue, OUTSIDE bytes; NULL: deleted */
};

enum { PROSPECT_SOON_MS = 86400000 };

/* What expires in so many ms (-1: not known) does so soon: within PROSPECT_SOON_MS, and little of
 * its retention is left, a quarter.  Where that is an hour all would end soon without it. */
bool prospect_is_soon(const struct queue *q, int64_t left_ms);

/* q may be NULL.  attempts are those of the message: the delivery at hand is counted already. */
struct prospect prospect_find(const struct queue *q, int64_t attempts);

/* "attempt 3 may be the last", "attempt 4 is the last". */
const char *prospect_print(char *out, size_t size, const struct prospect *p);

/* Ms until the queue's retention ends for it, 0 when it has; -1: not known. */
int64_t prospect_expires_in(const struct queue *q, int64_t timestamp_ms, int64_t now_wall_ms);

/* The same for the oldest message of a queue, as far as it was measured. */
int64_t prospect_queue_expires_in(const struct queue_row *row, int64_t now_wall_ms);

/* The soonest of a list of messages; -1: not known of any. */
int64_t prospect_first_expires_in(const struct queue *q, const struct messages *m,
                                  int64_t now_wall_ms);

/* How many of the first n peeked messages the next delivery brings to that. */
size_t prospect_count_next(const struct queue *q, const struct messages *m, size_t n,
                           enum prospect_kind kind);
