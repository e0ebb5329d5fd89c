/* What both lists show, and lists to begin with: for the tests of sorting and filtering. */
#pragma once

#include "tests/unit/seenkit.h"

/* Names in the order shown, as the digits of their ids. */
static inline const char *shown_queues(const struct kit *k)
{
    static char out[64];
    size_t n = 0;

    for (size_t i = 0; i < seen_queues_filtered(k) && n + 1 < sizeof(out); i++)
        out[n++] = k->app->queues.view[i]->queue->id[4];
    out[n] = '\0';
    return out;
}

static inline const char *shown_messages(const struct kit *k)
{
    static char out[64];
    size_t n = 0;

    for (size_t i = 0; i < seen_messages_filtered(k) && n + 1 < sizeof(out); i++)
        out[n++] = k->app->messages.view[i]->message->id[1];
    out[n] = '\0';
    return out;
}

static inline struct request *find_metrics(struct kit *k, const char *id)
{
    for (int i = 0; i < 100; i++) {
        struct request *r = kit_open(k, OP_METRICS, id);

        if (r)
            return r;
        kit_wait(k, 500);
    }
    fail_msg("no metrics call for %s", id);
    return NULL;
}

/* Answers the next metrics call of a queue; -1: unknown. */
static inline void measure(struct kit *k, const char *id, int64_t count)
{
    struct event *e = kit_event(k, find_metrics(k, id), EV_DONE);

    e->u.metrics = (struct metrics){count, count, -1};
    kit_feed(k, e);
}

static inline void open_messages(struct kit *k, size_t n)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), n, "m");
}
