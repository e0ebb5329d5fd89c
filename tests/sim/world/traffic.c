#include "tests/sim/world/traffic.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "tests/sim/history/past.h"
#include "tests/sim/world/rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    TICK_MS = 250,
    MOST_TICKS = 3600 * 1000 / TICK_MS, /* a longer time than an hour is not played in full */
    MOST_BACKLOG = 150000               /* then a queue takes as much as it makes */
};

/* Bodies of one kind that are used again and again, in turn. */
struct pool {
    struct content *items[256];
    size_t next;
};

/* Where one flow stands; thousandths of messages are carried over. */
struct flow {
    struct traffic_flow is;
    size_t account;
    char queue_id[SIM_ID_BYTES];
    int64_t since; /* the tick it began with */
    int64_t made;
    int64_t taken;
};

struct traffic {
    uint64_t seed;
    int64_t start_ms;
    int64_t ticks; /* played since start_ms */
    struct sim_random random;
    struct pool pools[SAMPLE_KINDS];
    struct flow *flows;
    size_t n_flows;
};

struct traffic *traffic_new(const struct world *w)
{
    struct traffic *t = mem_new(1, sizeof(*t));

    t->seed = w->seed;
    t->start_ms = world_now(w);
    t->random.state = w->seed;
    return t;
}

static void fill_pool(struct pool *p, enum sample_kind kind, uint64_t seed)
{
    struct sim_random r = {.state = random_mix(seed, kind)};

    for (size_t i = 0; i < ARRAY_LEN(p->items); i++) {
        p->items[i] = samples_make(kind, &r);
        p->items[i]->poison = kind == SAMPLE_BAD_ORDER;
    }
}

void traffic_free(struct traffic *t)
{
    if (!t)
        return;
    for (size_t k = 0; k < SAMPLE_KINDS; k++)
        for (size_t i = 0; i < ARRAY_LEN(t->pools[k].items); i++)
            if (t->pools[k].items[i])
                content_release(t->pools[k].items[i]);
    free(t->flows);
    free(t);
}

struct content *traffic_take_body(struct traffic *t, enum sample_kind kind)
{
    struct pool *p = &t->pools[kind];

    if (!p->items[0])
        fill_pool(p, kind, t->seed);
    return content_hold(p->items[p->next++ % (ARRAY_LEN(p->items))]);
}

static struct flow *find_flow(const struct traffic *t, const struct sim_queue *q)
{
    for (size_t i = 0; i < t->n_flows; i++)
        if (t->flows[i].account == q->account && strcmp(t->flows[i].queue_id, q->id) == 0)
            return &t->flows[i];
    return NULL;
}

void traffic_set(struct traffic *t, const struct sim_queue *q, const struct traffic_flow *flow,
                 int64_t now)
{
    struct flow *f = find_flow(t, q);

    if (!f) {
        MEM_GROW(t->flows, t->n_flows);
        f = &t->flows[t->n_flows++];
        *f = (struct flow){.account = q->account};
        memcpy(f->queue_id, q->id, sizeof(q->id));
    }
    f->is = *flow;
    f->since = (now - t->start_ms) / TICK_MS;
}

void traffic_clear(struct traffic *t)
{
    free(t->flows);
    t->flows = NULL;
    t->n_flows = 0;
}

/* A rate per minute as thousandths per tick, going up and down as a triangle. */
static int64_t rate_at(const struct traffic_flow *f, int64_t per_minute, int64_t tick)
{
    int64_t period = f->period_s > 0 ? f->period_s * 1000 / TICK_MS : 1;
    int64_t phase = tick % period * 400 / period; /* 0..399 */
    int64_t wave = phase < 200 ? phase - 100 : 300 - phase;

    return per_minute * 1000 * TICK_MS / 60000 * (10000 + wave * f->swing_percent) / 10000;
}

static void make_one(struct traffic *t, struct world *w, const struct traffic_flow *f,
                     struct sim_queue *q, int64_t now)
{
    bool bad = random_below(&t->random, 1000) < (uint32_t)f->bad_permille;
    int64_t at = now - (int64_t)random_below(&t->random, TICK_MS);

    rules_push(w, q, traffic_take_body(t, bad ? SAMPLE_BAD_ORDER : f->kind), q->delay_s, at);
}

static void take_one(struct world *w, struct sim_queue *q, int64_t now)
{
    struct sim_message *m = rules_next_visible(q, NULL, now);

    if (!m)
        return;
    rules_deliver(m, now);
    if (m->content->poison)
        rules_fail(w, m, q->consumers[0].retry_delay_s, now);
    else
        rules_acknowledge(w, m, now);
}

static void play_flow(struct traffic *t, struct world *w, struct flow *f, int64_t tick)
{
    struct sim_queue *q = world_find_queue(w, f->account, f->queue_id);
    int64_t now = t->start_ms + tick * TICK_MS, made;

    tick -= f->since;
    if (!q || tick <= 0)
        return;
    made = rate_at(&f->is, f->is.made, tick);
    f->made += made;
    if (f->is.burst_s > 0 && tick % (f->is.burst_s * 1000 / TICK_MS) == 0)
        f->made += f->is.burst * 1000;
    for (; f->made >= 1000; f->made -= 1000)
        make_one(t, w, &f->is, q, now);
    if (q->paused || q->n_consumers == 0)
        return;
    f->taken += q->count > MOST_BACKLOG ? made : rate_at(&f->is, f->is.taken, tick);
    for (; f->taken >= 1000; f->taken -= 1000)
        take_one(w, q, now);
}

void traffic_advance(struct traffic *t, struct world *w, int64_t now)
{
    int64_t due = (now - t->start_ms) / TICK_MS;

    if (due - t->ticks > MOST_TICKS || t->n_flows == 0)
        t->ticks = t->n_flows == 0 ? due : due - MOST_TICKS;
    while (t->ticks < due) {
        t->ticks++;
        for (size_t i = 0; i < t->n_flows; i++)
            play_flow(t, w, &t->flows[i], t->ticks);
        rules_settle(w, t->start_ms + t->ticks * TICK_MS);
    }
}

/* What both parts of a past have in common. */
static struct past_phase begin_phase(const struct traffic_flow *is)
{
    struct past_phase p = {.in = (double)is->made, .out = -1, .lag_ms = -1};

    p.burst = is->burst;
    p.burst_ms = is->burst_s * 1000;
    p.swing = (double)is->swing_percent / 100;
    p.period_ms = is->period_s * 1000;
    return p;
}

/* The share of what is taken that cannot be digested goes to the dead letters, or is lost. */
static void give_up(struct past_phase *p, const struct sim_consumer *c, double read,
                    int64_t permille)
{
    double bad = (double)permille / 1000;
    double ended = read / (1 + bad * (double)c->max_retries);

    *(c->dead_letter_queue[0] ? &p->dlq : &p->fail) = ended * bad;
    p->out = ended * (1 - bad);
}

static void make_dead_past(struct world *w, const struct sim_queue *q,
                           const struct past_phase *from, int64_t now)
{
    struct sim_queue *dead = world_find_name(w, q->account, q->consumers[0].dead_letter_queue);
    struct past_phase p = {.minutes = from->minutes, .in = from->dlq, .lag_ms = -1};

    if (dead)
        history_set_past(dead, past_new(dead, &p, 1, now));
}

bool traffic_make_past(const struct traffic *t, struct world *w, struct sim_queue *q,
                       int64_t minutes, int64_t now)
{
    const struct flow *f = find_flow(t, q);
    struct past_phase phases[2];
    double in, read;
    int64_t grown;

    if (!f)
        return false;
    phases[0] = begin_phase(&f->is);
    in = (double)f->is.made;
    if (f->is.burst_s > 0)
        in += (double)f->is.burst * 60 / (double)f->is.burst_s;
    read = q->paused || q->n_consumers == 0 ? 0 : (double)f->is.taken;
    grown = in > read ? (int64_t)((double)q->count / (in - read)) : 0;
    grown = grown < minutes ? grown : minutes;
    phases[0].delayed = in * (double)q->delay_s / 60;
    phases[1] = phases[0];
    phases[0].minutes = minutes - grown;
    phases[0].capacity = in > (double)f->is.taken ? in * 1.2 : (double)f->is.taken;
    phases[1].minutes = grown;
    phases[1].out = read;
    if (read > 0)
        give_up(&phases[1], &q->consumers[0], read, f->is.bad_permille);
    history_set_past(q, past_new(q, phases, 2, now));
    if (phases[1].dlq > 0)
        make_dead_past(w, q, &phases[1], now);
    return true;
}
