/* What lies ahead of a message: how near it is to its last failed delivery and where it goes then,
 * and when it expires.  Pure.
 *
 * The sources disagree by one: by the pull page of the docs a message is gone when its attempts
 * reach max_retries, by the batching page after one delivery and max_retries retries.  This says
 * the earlier of the two: better early than late. */
#pragma once

#include "parts/list/messages.h"

enum prospect_kind {
    PROSPECT_UNKNOWN, /* nothing says how many attempts it has, or may have */
    PROSPECT_SAFE,
    PROSPECT_LAST, /* the next failed delivery ends it */
    PROSPECT_OVER, /* it has had more than its deliveries already */
    PROSPECT_COUNT
};

struct prospect {
    enum prospect_kind kind;
    int64_t attempts;
    int64_t limit;  /* failed deliveries that end it, at least 1 */
    const char *to; /* dead-letter queue, borrowed from the queue, OUTSIDE bytes; NULL: deleted */
};

enum { PROSPECT_EXPIRES_SOON_MS = 86400000 };

/* q may be NULL.  Of a pulled message this delivery is counted already. */
struct prospect prospect_find(const struct queue *q, const struct message *m, bool pulled);

/* Ms until the queue's retention ends for it, 0 when it has; -1: not known. */
int64_t prospect_expires_in(const struct queue *q, int64_t timestamp_ms, int64_t now_wall_ms);

/* The soonest of a list of messages; -1: not known of any. */
int64_t prospect_first_expires_in(const struct queue *q, const struct messages *m,
                                  int64_t now_wall_ms);

/* How many of the first n peeked messages end with their next failed delivery. */
size_t prospect_count_last(const struct queue *q, const struct messages *m, size_t n);
