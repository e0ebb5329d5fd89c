/* Will it drain?  What the trend of a backlog, the consumers, and retention say of a queue.  Pure.
 *
 * The trend is that of the newest sample: a queue that was not measured for a while keeps what was
 * found, with its age, until DRAIN_KEPT_MS. */
#pragma once

#include "base/os/clock.h"
#include "parts/queues/queue_row.h"

enum {
    DRAIN_KEPT_MS = 15 * 60000,
    DRAIN_HEAD_MS = 3 * 60000 /* the oldest message was there for so long: nobody takes it */
};

enum drain_kind {
    DRAIN_UNKNOWN, /* not measured for long enough */
    DRAIN_EMPTY,
    DRAIN_STEADY,      /* neither grows nor shrinks */
    DRAIN_UNCLEAR,     /* measured, and nothing is above the noise */
    DRAIN_ETA,         /* drains */
    DRAIN_NOT_PULLED,  /* waits for somebody to pull, and nobody does */
    DRAIN_NO_CONSUMER, /* does not shrink, and nothing consumes it */
    DRAIN_PAUSED,
    DRAIN_GROWS,
    DRAIN_LOSS, /* its oldest messages are deleted soon, undelivered */
    DRAIN_COUNT
};

struct drain {
    enum drain_kind kind;
    struct trend_estimate trend; /* as of its newest sample */
    bool has_rate;               /* and the noise does not hide it */
    bool grows;
    int64_t old_ms;  /* how old the trend is; 0: it holds now */
    int64_t loss_ms; /* until retention ends for the oldest message, 0 when it has; -1: not known */
    bool loses;      /* then they are there, undelivered: it does not drain before */
    int64_t head_ms; /* for how long the oldest message was seen to be that, */
    int64_t head_old_ms; /* and how long ago it last was */
};

struct drain drain_find(const struct queue_row *row, const struct instant *now);
