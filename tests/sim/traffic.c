#include "tests/sim/traffic.h"

#include "base/mem.h"

#include <stdlib.h>

struct traffic {
    int64_t last_ms;
};

struct traffic *traffic_new(struct world *w)
{
    struct traffic *t = mem_new(1, sizeof(*t));

    t->last_ms = world_now(w);
    return t;
}

void traffic_free(struct traffic *t)
{
    free(t);
}

void traffic_advance(struct traffic *t, struct world *w, int64_t now)
{
    (void)w;
    t->last_ms = now;
}
