/* Questions about the past as the app asks them, and answers. */
#pragma once

#include "app/read/past.h"
#include "tests/unit/refreshkit.h"

static const int64_t minute_ms = 60000;

/* Backlog of the queue in each minute of the question: from, and so many more each minute. */
struct slope {
    const char *id;
    int64_t from, more;
    int64_t dead; /* dead-lettered in all; -1: not said */
};

static inline struct request *question(const struct kit *k)
{
    return kit_open(k, OP_HISTORY, NULL);
}

static inline void add_slope(struct history *h, const struct slope *s)
{
    int64_t step_ms = history_step_ms(h->asked.step), n = 0;

    for (int64_t ms = h->asked.start_ms; ms < h->asked.end_ms; ms += step_ms, n++) {
        struct history_fact fact = history_fact(HISTORY_BACKLOG, ms);

        snprintf(fact.queue_id, sizeof(fact.queue_id), "%s", s->id);
        fact.messages = s->from + n * s->more * (step_ms / minute_ms);
        history_add(h, &fact);
    }
    if (s->dead >= 0) {
        struct history_fact fact =
            history_fact(HISTORY_OPERATIONS, h->asked.operations_in_total ? -1 : h->asked.start_ms);

        snprintf(fact.queue_id, sizeof(fact.queue_id), "%s", s->id);
        fact.action = HISTORY_DEAD_LETTERED;
        fact.tally.count = s->dead;
        history_add(h, &fact);
    }
}

/* Only these of the parts come; why: what is said of the others, NULL: nothing. */
static inline void answer_parts(struct kit *k, const struct slope *slopes, size_t n, unsigned parts,
                                const char *why)
{
    struct request *r = question(k);
    struct event *e = kit_event(k, r, EV_DONE);
    struct history *h = history_new(&r->call.history);

    for (size_t i = 0; i < n; i++)
        add_slope(h, &slopes[i]);
    for (int part = 0; part < HISTORY_PARTS; part++)
        if (r->call.history.parts & parts & HISTORY_PART(part))
            history_note_part(h, (enum history_part)part, 1, h->asked.start_ms);
    if (why)
        error_set(&h->err, ERR_API, "%s", why);
    history_finish(h);
    e->u.history = h;
    kit_feed(k, e);
}

static inline void answer(struct kit *k, const struct slope *slopes, size_t n)
{
    answer_parts(k, slopes, n, HISTORY_ALL_PARTS, NULL);
}

static inline void answer_limits(struct kit *k)
{
    struct event *e = kit_event(k, kit_open(k, OP_HISTORY_LIMITS, NULL), EV_DONE);

    e->u.history_limits = mem_new(1, sizeof(*e->u.history_limits));
    for (int part = 0; part < HISTORY_PARTS; part++)
        e->u.history_limits->parts[part] = (struct history_limit){FLAG_YES, -1, -1, 10000, 30};
    kit_feed(k, e);
}

static inline void start(struct kit *k, size_t n)
{
    struct app_config config = kit_config();

    config.options.numbers[OPT_SORT] = SORT_WISH_TROUBLE;
    kit_start(k, config);
    assert_null(kit_open(k, OP_HISTORY_LIMITS, NULL)); /* the list goes first */
    kit_list(k, n);
}

/* Answers all that is asked for ms, and counts. */
static inline size_t run(struct kit *k, int64_t ms, const struct slope *slope)
{
    int64_t end = k->now.mono_ms + ms;
    size_t n = 0;

    while (k->now.mono_ms < end) {
        kit_wait(k, 500);
        kit_answer_metrics(k, 5);
        if (kit_open(k, OP_QUEUES, NULL))
            kit_list(k, seen_queues(k));
        for (; question(k); n++)
            answer(k, slope, 1);
    }
    return n;
}

/* n queues of which nothing is known, asked about once. */
static inline void start_asked(struct kit *k, size_t n)
{
    static const struct slope none = {"nobody", 0, 0, -1};

    start(k, n);
    answer_limits(k);
    run(k, 5000, &none);
}
