#include "tests/sim/fill/seed_life.h"

#include "base/memory/array.h"
#include "tests/sim/history/past.h"
#include "tests/sim/world/traffic.h"

#include <stddef.h>
#include <string.h>

enum { MOST_PHASES = 64 };

/* Where the number of a key goes, and what it is multiplied by on its way. */
struct key {
    const char *name;
    size_t offset;
    double factor;
    bool is_real;
};

#define FLOW(name) #name, offsetof(struct traffic_flow, name), 1, false

static const struct key flow_keys[] = {
    {FLOW(made)},  {FLOW(taken)},   {FLOW(swing_percent)}, {FLOW(period_s)},
    {FLOW(burst)}, {FLOW(burst_s)}, {FLOW(bad_permille)},
};

#define PHASE(name, field, factor, is_real)                                                        \
    name, offsetof(struct past_phase, field), factor, is_real

static const struct key phase_keys[] = {
    {PHASE("minutes", minutes, 1, false)},
    {PHASE("hours", minutes, 60, false)},
    {PHASE("in", in, 1, true)},
    {PHASE("out", out, 1, true)},
    {PHASE("dlq", dlq, 1, true)},
    {PHASE("fail", fail, 1, true)},
    {PHASE("capacity", capacity, 1, true)},
    {PHASE("burst", burst, 1, false)},
    {PHASE("burst_s", burst_ms, 1000, false)},
    {PHASE("swing_percent", swing, 0.01, true)},
    {PHASE("period_s", period_ms, 1000, false)},
    {PHASE("size", size, 1, false)},
    {PHASE("lag_ms", lag_ms, 1, false)},
    {PHASE("retries", retries, 1, true)},
    {PHASE("delayed", delayed, 1, true)},
    {PHASE("concurrency", concurrency, 1, true)},
};

static bool read_key(const struct key *k, const json_t *value, void *into)
{
    double n = json_number_value(value) * k->factor;
    int64_t whole = (int64_t)n;

    if (!json_is_number(value) || n < 0)
        return false;
    if (k->is_real)
        memcpy((char *)into + k->offset, &n, sizeof(n));
    else
        memcpy((char *)into + k->offset, &whole, sizeof(whole));
    return true;
}

/* Every member of from is one of the keys, and a number. */
static bool read_keys(const json_t *from, const struct key *keys, size_t n_keys, void *into)
{
    void *at = json_object_iter((json_t *)(uintptr_t)from);

    for (; at; at = json_object_iter_next((json_t *)(uintptr_t)from, at)) {
        size_t k = 0;

        while (k < n_keys && strcmp(keys[k].name, json_object_iter_key(at)) != 0)
            k++;
        if (k == n_keys || !read_key(&keys[k], json_object_iter_value(at), into))
            return false;
    }
    return json_is_object(from);
}

static const char *read_phases(struct sim_queue *q, const json_t *from, size_t n, int64_t now)
{
    struct past_phase phases[MOST_PHASES];

    if (n > MOST_PHASES)
        return "history has too many phases";
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_is_array(from) ? json_array_get(from, i) : from;

        phases[i] = (struct past_phase){.out = -1, .lag_ms = -1};
        if (!read_keys(item, phase_keys, ARRAY_LEN(phase_keys), &phases[i]))
            return "a phase of history has a key that README.md does not know, or no number at one";
        if (phases[i].minutes <= 0)
            return "a phase of history needs minutes or hours";
    }
    history_set_past(q, past_new(q, phases, n, now));
    return NULL;
}

const char *seed_history(struct world *w, struct sim_queue *q, const json_t *history)
{
    int64_t now = world_now(w);

    if (!history)
        return NULL;
    if (json_is_integer(history))
        return traffic_make_past(w->traffic, w, q, json_integer_value(history) * 60, now)
                   ? NULL
                   : "history in hours needs traffic";
    return read_phases(q, history, json_is_array(history) ? json_array_size(history) : 1, now);
}

const char *seed_life(struct world *w, struct sim_queue *q, const json_t *from)
{
    const json_t *traffic = json_object_get(from, "traffic");
    struct traffic_flow flow = {.kind = SAMPLE_ORDER};

    if (traffic && !read_keys(traffic, flow_keys, ARRAY_LEN(flow_keys), &flow))
        return "traffic has a key that README.md does not know, or no number at one";
    if (traffic)
        traffic_set(w->traffic, q, &flow, world_now(w));
    return seed_history(w, q, json_object_get(from, "history"));
}
