/* A queue with a past that is made up, minute by minute, up to NOW. */
#pragma once

#include "tests/unit/parts/queues/drainkit.h"

#include "parts/balance/balance.h"
#include "parts/balance/balance_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What happens in a minute; -1: not known. */
struct minute {
    int64_t in, read, out, dead, failed;
    int64_t lag_ms, retries;
    double workers;
};

/* One that keeps up. */
#define USUAL                                                                                      \
    (struct minute)                                                                                \
    {                                                                                              \
        .in = 1900, .read = 1900, .out = 1900, .dead = 0, .failed = 0, .lag_ms = 3000,             \
        .retries = 0, .workers = 6                                                                 \
    }

struct past {
    struct fixture f;
    struct history *h;
    enum history_step step;
    int64_t end_ms; /* the newest whole minute, in which steps end */
};

static inline void past_start(struct past *p)
{
    *p = (struct past){.step = HISTORY_MINUTE};
    start(&p->f, 1000, 1000);
    snprintf(p->f.queue.id, sizeof(p->f.queue.id), "q");
    p->f.consumer.max_concurrency = -1;
    p->end_ms = p->f.now.wall_ms / MINUTE * MINUTE;
    p->h = history_new(&(struct history_question){.parts = HISTORY_ALL_PARTS,
                                                  .start_ms = p->end_ms - 3 * HOUR,
                                                  .end_ms = p->end_ms,
                                                  .step = HISTORY_MINUTE});
    for (int i = 0; i < HISTORY_PARTS; i++)
        history_note_part(p->h, (enum history_part)i, 1, p->h->asked.start_ms);
}

static inline void past_add_fact(struct past *p, int64_t ms, enum history_action action,
                                 int64_t count, const struct minute *m)
{
    struct history_fact f = history_fact(HISTORY_OPERATIONS, ms);

    snprintf(f.queue_id, sizeof(f.queue_id), "q");
    f.action = action;
    f.tally = (struct history_tally){count, action == HISTORY_DELIVERED ? m->lag_ms : -1,
                                     action == HISTORY_READ ? m->retries : -1};
    if (count > 0) /* what did not happen has no row */
        history_add(p->h, &f);
}

/* The step that began so many steps before the newest whole one began; -1: one that is not over. */
static inline void past_add(struct past *p, int64_t ago, struct minute m)
{
    int64_t ms = p->end_ms - (ago + 1) * history_step_ms(p->step);
    struct history_fact f = history_fact(HISTORY_CONCURRENCY, ms);

    past_add_fact(p, ms, HISTORY_WRITTEN, m.in, &m);
    past_add_fact(p, ms, HISTORY_READ, m.read, &m);
    past_add_fact(p, ms, HISTORY_DELIVERED, m.out, &m);
    past_add_fact(p, ms, HISTORY_DEAD_LETTERED, m.dead, &m);
    past_add_fact(p, ms, HISTORY_FAILED, m.failed, &m);
    snprintf(f.queue_id, sizeof(f.queue_id), "q");
    f.concurrency = m.workers;
    history_add(p->h, &f);
}

/* Those from so many minutes ago up to another. */
static inline void past_fill(struct past *p, int64_t from, int64_t to, struct minute m)
{
    for (int64_t ago = from; ago > to; ago--)
        past_add(p, ago - 1, m);
}

static inline struct balance past_read(struct past *p)
{
    struct drain d = drain_find(&p->f.row, &p->f.now);

    if (p->h->facts)
        history_finish(p->h);
    return balance_find(p->h, &p->f.row, &d, p->f.now.wall_ms);
}

static inline void past_expect(struct past *p, enum balance_kind kind)
{
    struct balance b = past_read(p);

    if (b.kind != kind)
        fail_msg("%d, not %d: in %g, out %g, excess %g, wasted %g, of %d", (int)b.kind, (int)kind,
                 b.now.rate[HISTORY_WRITTEN], b.now.rate[HISTORY_DELIVERED], b.excess, b.wasted,
                 b.now.n);
}

/* So many minutes ago; -1: it did not. */
static inline void past_expect_turned(struct past *p, int64_t ago)
{
    struct balance b = past_read(p);

    assert_int_equal(balance_turned_ms(&b), ago < 0 ? -1 : p->end_ms - ago * MINUTE);
}

static inline void expect_near(double value, double want)
{
    if (fabs(value - want) > want / 1000)
        fail_msg("%g, not %g", value, want);
}

static inline struct sentences past_explain(struct past *p)
{
    struct balance b = past_read(p);
    struct sentences s = {0};

    balance_explain(&b, &p->f.row, TIMES_UTC, p->f.now.wall_ms, &s);
    return s;
}

static inline void past_end(struct past *p)
{
    history_free(p->h);
}
