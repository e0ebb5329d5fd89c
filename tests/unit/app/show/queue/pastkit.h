/* A past to look at: what the account's analytics said of queues, put where the app keeps it. */
#pragma once

#include "tests/unit/appkit.h"

static const int64_t minute_ms = 60000;

static inline struct history *past_new(enum history_step step, int64_t start_ms, int64_t end_ms)
{
    struct history *h = history_new(&(struct history_question){
        .parts = HISTORY_ALL_PARTS, .start_ms = start_ms, .end_ms = end_ms, .step = step});

    for (int i = 0; i < HISTORY_PARTS; i++)
        history_note_part(h, (enum history_part)i, 1, start_ms);
    return h;
}

static inline struct history_fact past_fact(const char *id, enum history_part part, int64_t ms)
{
    struct history_fact f = history_fact(part, ms);

    snprintf(f.queue_id, sizeof(f.queue_id), "%s", id);
    return f;
}

static inline void past_add_backlog(struct history *h, const char *id, int64_t ms, int64_t messages,
                                    int64_t bytes)
{
    struct history_fact f = past_fact(id, HISTORY_BACKLOG, ms);

    f.messages = messages;
    f.bytes = bytes;
    history_add(h, &f);
}

static inline void past_add_action(struct history *h, const char *id, int64_t ms,
                                   enum history_action action, int64_t count)
{
    struct history_fact f = past_fact(id, HISTORY_OPERATIONS, ms);

    f.action = action;
    f.tally.count = count;
    history_add(h, &f);
}

static inline void past_add_work(struct history *h, const char *id, int64_t ms, double concurrency)
{
    struct history_fact f = past_fact(id, HISTORY_CONCURRENCY, ms);

    f.concurrency = concurrency;
    history_add(h, &f);
}

/* The answer has come. */
static inline void past_put(struct kit *k, struct history *h)
{
    history_finish(h);
    history_free(k->app->past.history);
    k->app->past.history = h;
}
