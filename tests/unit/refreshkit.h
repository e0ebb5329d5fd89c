/* Background reads as the loop makes them. */
#pragma once

#include "app/read/refresh.h"
#include "tests/unit/seenkit.h"

enum { REFRESHKIT_MINUTE = 60000 };

/* Lets ms go by as the loop does: sleeps until something is due, then ticks and answers what was
 * asked after_ms ago.  Returns how often it woke. */
static inline size_t refreshkit_run(struct kit *k, int64_t ms)
{
    int64_t end = k->now.mono_ms + ms;
    size_t wakes = 0;

    while (k->now.mono_ms < end) {
        int64_t due = app_next_due(k->app);

        assert_true(due > k->now.mono_ms);
        kit_wait(k, (due < end ? due : end) - k->now.mono_ms);
        wakes++;
        kit_answer_metrics(k, 7);
        if (kit_open(k, OP_QUEUES, NULL))
            kit_list(k, seen_queues(k));
    }
    return wakes;
}

static inline size_t refreshkit_count(const struct kit *k, size_t first, const char *queue_id)
{
    size_t count = 0;

    for (size_t i = first; i < k->n; i++)
        count += k->sent[i].request->kind == REQ_CALL &&
                 k->sent[i].request->call.op == OP_METRICS &&
                 (!queue_id || !strcmp(k->sent[i].request->call.queue_id, queue_id));
    return count;
}
