/* Queues as the verdict on their backlog sees them. */
#pragma once

#include "parts/queues/drain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { EVERY = 2000, SAMPLES = 120 };

static const int64_t MINUTE = 60000, HOUR = 3600000, DAY = 86400000;

#define NOW ((struct instant){1000000, 1795000000000})

/* A queue that was measured every two seconds for four minutes, up to NOW. */
struct fixture {
    struct queue queue;
    struct consumer consumer;
    struct queue_stats stats;
    struct queue_row row;
    struct instant now;
};

static inline void start(struct fixture *f, int64_t before, int64_t backlog)
{
    *f = (struct fixture){.queue = {.name = "q", .consumers_total = -1, .retention_s = 345600},
                          .stats = {.metrics = {backlog, -1, -1}},
                          .now = NOW};
    f->row = (struct queue_row){.queue = &f->queue, .stats = &f->stats};
    f->consumer.kind = CONSUMER_WORKER;
    f->queue.consumers = &f->consumer;
    f->queue.n_consumers = 1;
    trend_init(&f->stats.trend, 1);
    f->stats.measured_mono_ms = NOW.mono_ms;
    for (int64_t i = 0; before >= 0 && i <= SAMPLES; i++)
        trend_add(&f->stats.trend, NOW.mono_ms - (SAMPLES - i) * EVERY,
                  before + (int64_t)((double)(backlog - before) * (double)i / SAMPLES));
}

static inline void set_oldest(struct fixture *f, int64_t age_ms, int64_t seen_ms)
{
    f->stats.metrics.oldest_ms = NOW.wall_ms - age_ms;
    f->stats.head_mono_ms = NOW.mono_ms - seen_ms;
    f->stats.head_seen_mono_ms = NOW.mono_ms;
}
