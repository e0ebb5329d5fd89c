/* What was measured of a queue, as commands print it: each number with whether it is known, by the
 * rules of filters and alerts (parts/filter/queue_amounts.h) and of the verdict
 * (parts/queues/drain.h).  Pure. */
#pragma once

#include "base/memory/buf.h"
#include "base/os/clock.h"
#include "base/text/format.h"
#include "parts/queues/drain.h"

struct measured {
    const char *name, *id; /* borrowed; the name is OUTSIDE bytes */
    enum flag paused;
    int64_t backlog, bytes, age_ms; /* age: of the oldest message.  -1: not known, as all below */
    bool has_growth;
    bool has_interval; /* it lies between low and high nine times in ten */
    double per_s, low_per_s, high_per_s;
    struct drain drain;
    bool has_verdict;
    int64_t loss_ms;                           /* until the first message is lost */
    int64_t at_ms, oldest_at_ms, growth_at_ms; /* Unix ms: when these were measured */
    int64_t old_ms;                            /* how long ago the backlog was */
};

struct measured measured_find(const struct queue_row *row, const struct instant *now);

/* "growing", "not-pulled": one word, for programs too. */
const char *measured_word(enum drain_kind kind);

/* The word, and for what drains how long that takes. */
const char *measured_print_verdict(char *out, size_t size, const struct measured *m);

/* "+120 (90 to 150)", messages a minute; NULL: not known. */
const char *measured_print_rate(char *out, size_t size, const struct measured *m);

/* The JSON object of it: what is not known is null. */
void measured_append_json(struct buf *out, const struct measured *m);
