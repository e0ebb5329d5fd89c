/* Producers and consumers at work, moved on by the clock alone.
 *
 * Nothing runs between requests: traffic_advance() makes up for the time since the last one. */
#pragma once

#include "tests/sim/fill/samples.h"
#include "tests/sim/world/world.h"

/* What goes in and out of a queue.  Rates are per minute. */
struct traffic_flow {
    enum sample_kind kind;
    int64_t made;
    int64_t taken;
    int64_t swing_percent; /* how far both rates go up and down */
    int64_t period_s;      /* of that */
    int64_t burst;         /* messages made at once, every burst_s */
    int64_t burst_s;
    int64_t bad_permille; /* of those made */
};

struct traffic;

struct traffic *traffic_new(const struct world *w);
void traffic_free(struct traffic *t); /* NULL is fine */

/* Lets messages be sent to q and taken from it from now on, instead of what was said of it before.
 */
void traffic_set(struct traffic *t, const struct sim_queue *q, const struct traffic_flow *flow,
                 int64_t now);
void traffic_clear(struct traffic *t);

/* A past of so many minutes until now for q, and for the queue of its dead letters, by the rates of
 * its flow: a backlog that grows began to when it was empty.  false: it has no flow. */
bool traffic_make_past(const struct traffic *t, struct world *w, struct sim_queue *q,
                       int64_t minutes, int64_t now);

/* The next body of that kind; one reference. */
struct content *traffic_take_body(struct traffic *t, enum sample_kind kind);

void traffic_advance(struct traffic *t, struct world *w, int64_t now);
