#include "tests/sim/traffic.h"

#include "base/mem.h"
#include "tests/sim/demo.h"
#include "tests/sim/rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    TICK_MS = 250,
    MOST_TICKS = 3600 * 1000 / TICK_MS, /* a longer time than an hour is not played in full */
    MOST_BACKLOG = 150000               /* then a queue takes as much as it makes */
};

/* Where one flow stands; thousandths of messages are carried over. */
struct flow {
    const struct demo_flow *is;
    char queue_id[SIM_ID_BYTES];
    int64_t made;
    int64_t taken;
};

struct traffic {
    int64_t start_ms;
    int64_t ticks; /* played since start_ms */
    struct sim_random random;
    struct demo_pool pools[SAMPLE_KINDS];
    struct flow *flows;
};

struct traffic *traffic_new(struct world *w)
{
    struct traffic *t = mem_new(1, sizeof(*t));

    t->start_ms = world_now(w);
    t->random.state = w->seed;
    for (size_t i = 0; i < SAMPLE_KINDS; i++)
        demo_pool_init(&t->pools[i], (enum sample_kind)i, w->seed);
    demo_fill(w, t->pools, t->start_ms);
    t->flows = mem_new(demo_n_flows, sizeof(*t->flows));
    for (size_t i = 0; i < demo_n_flows; i++) {
        const struct sim_queue *q = world_find_name(w, 0, demo_flows[i].queue);

        t->flows[i].is = &demo_flows[i];
        memcpy(t->flows[i].queue_id, q->id, sizeof(q->id));
    }
    return t;
}

void traffic_free(struct traffic *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < SAMPLE_KINDS; i++)
        demo_pool_free(&t->pools[i]);
    free(t->flows);
    free(t);
}

/* A rate per minute as thousandths per tick, going up and down as a triangle. */
static int64_t rate_at(const struct demo_flow *f, int per_minute, int64_t tick)
{
    int64_t period = f->period_s > 0 ? f->period_s * 1000 / TICK_MS : 1;
    int64_t phase = tick % period * 400 / period; /* 0..399 */
    int64_t wave = phase < 200 ? phase - 100 : 300 - phase;

    return (int64_t)per_minute * 1000 * TICK_MS / 60000 * (10000 + wave * f->swing_percent) / 10000;
}

static void make_one(struct traffic *t, struct world *w, const struct demo_flow *f,
                     struct sim_queue *q, int64_t now)
{
    bool bad = random_below(&t->random, 1000) < (uint32_t)f->bad_permille;
    int64_t at = now - (int64_t)random_below(&t->random, TICK_MS);

    rules_push(w, q, demo_pool_take(&t->pools[bad ? SAMPLE_BAD_ORDER : f->kind]), q->delay_s, at);
}

static void take_one(struct world *w, struct sim_queue *q, int64_t now)
{
    struct sim_message *m = rules_next_visible(q, NULL, now);

    if (!m)
        return;
    if (!m->content->poison) {
        world_remove_message(w, m);
        return;
    }
    m->attempts++;
    rules_fail(w, m, q->consumers[0].retry_delay_s, now);
}

static void play_flow(struct traffic *t, struct world *w, struct flow *f, int64_t tick)
{
    struct sim_queue *q = world_find_queue(w, 0, f->queue_id);
    int64_t now = t->start_ms + tick * TICK_MS, made;

    if (!q)
        return;
    made = rate_at(f->is, f->is->made, tick);
    f->made += made;
    if (f->is->burst > 0 && tick % (f->is->burst_s * 1000 / TICK_MS) == 0)
        f->made += f->is->burst * 1000LL;
    for (; f->made >= 1000; f->made -= 1000)
        make_one(t, w, f->is, q, now);
    if (q->paused || q->n_consumers == 0)
        return;
    f->taken += q->count > MOST_BACKLOG ? made : rate_at(f->is, f->is->taken, tick);
    for (; f->taken >= 1000; f->taken -= 1000)
        take_one(w, q, now);
}

void traffic_advance(struct traffic *t, struct world *w, int64_t now)
{
    int64_t due = (now - t->start_ms) / TICK_MS;

    if (due - t->ticks > MOST_TICKS)
        t->ticks = due - MOST_TICKS;
    while (t->ticks < due) {
        t->ticks++;
        for (size_t i = 0; i < demo_n_flows; i++)
            play_flow(t, w, &t->flows[i], t->ticks);
        rules_settle(w, t->start_ms + t->ticks * TICK_MS);
    }
}
