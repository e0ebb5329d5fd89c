#include "model/leases.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_lease(void *lease)
{
    free(((struct lease *)lease)->id);
    free(lease);
}

void leases_free(struct leases *l)
{
    string_map_free(&l->held, free_lease);
}

int64_t leases_deadline(const struct batch *b, const struct message *m)
{
    return m->deadline_mono_ms ? m->deadline_mono_ms : b->asked.mono_ms + b->lease_ms;
}

int64_t leases_batch_deadline(const struct batch *b)
{
    int64_t last = b->asked.mono_ms + b->lease_ms;

    for (size_t i = 0; i < b->n; i++)
        if (b->items[i].deadline_mono_ms > last)
            last = b->items[i].deadline_mono_ms;
    return last;
}

void leases_add(struct leases *l, const char *queue_id, const char *id, int64_t deadline_mono_ms)
{
    struct lease *lease = mem_new(1, sizeof(*lease)), *former;

    *lease = (struct lease){.id = mem_copy_str(id), .deadline_mono_ms = deadline_mono_ms};
    snprintf(lease->queue_id, sizeof(lease->queue_id), "%s", queue_id);
    former = string_map_put(&l->held, lease->id, lease);
    if (former)
        free_lease(former);
    l->version++;
}

void leases_add_batch(struct leases *l, const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->items[i].lease_id)
            leases_add(l, b->queue_id, b->items[i].lease_id, leases_deadline(b, &b->items[i]));
}

bool leases_remove(struct leases *l, const char *id)
{
    struct lease *lease = string_map_remove(&l->held, id);

    if (!lease)
        return false;
    free_lease(lease);
    l->version++;
    return true;
}

void leases_drop_expired(struct leases *l, int64_t now_mono_ms)
{
    for (size_t i = l->held.n; i-- > 0;) {
        const struct lease *lease = l->held.items[i].value;

        if (lease->deadline_mono_ms <= now_mono_ms)
            leases_remove(l, lease->id);
    }
}

void leases_drop_queue(struct leases *l, const char *queue_id)
{
    for (size_t i = l->held.n; i-- > 0;) {
        const struct lease *lease = l->held.items[i].value;

        if (!strcmp(lease->queue_id, queue_id))
            leases_remove(l, lease->id);
    }
}

int64_t leases_next_deadline(const struct leases *l)
{
    int64_t next = -1;

    for (size_t i = 0; i < l->held.n; i++) {
        const struct lease *lease = l->held.items[i].value;

        if (next < 0 || lease->deadline_mono_ms < next)
            next = lease->deadline_mono_ms;
    }
    return next;
}
