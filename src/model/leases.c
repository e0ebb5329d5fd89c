#include "model/leases.h"

#include "base/memory/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_lease(void *lease)
{
    free(((struct lease *)lease)->id);
    free(((struct lease *)lease)->former_id);
    free(lease);
}

void leases_free(struct leases *l)
{
    string_map_free(&l->held, free_lease);
    leases_clear_over(l);
    free(l->over);
    l->over = NULL;
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

static void put(struct leases *l, struct lease *lease, const char *queue_id)
{
    struct lease *same;

    snprintf(lease->queue_id, sizeof(lease->queue_id), "%s", queue_id);
    same = string_map_put(&l->held, lease->id, lease);
    if (same)
        free_lease(same);
    l->version++;
}

void leases_add(struct leases *l, const char *queue_id, const char *id, int64_t deadline_mono_ms)
{
    struct lease *lease = mem_new(1, sizeof(*lease));

    *lease = (struct lease){.id = mem_copy_str(id), .deadline_mono_ms = deadline_mono_ms};
    put(l, lease, queue_id);
}

/* What the file knows it by: where two follow each other before it is noted, the first id. */
void leases_renew(struct leases *l, const char *queue_id, const char *former_id, const char *id,
                  int64_t deadline_mono_ms)
{
    struct lease *lease = mem_new(1, sizeof(*lease));
    struct lease *former = string_map_remove(&l->held, former_id);
    const char *known_as = former && former->former_id ? former->former_id : former_id;

    *lease = (struct lease){.id = mem_copy_str(id),
                            .former_id = strcmp(known_as, id) != 0 ? mem_copy_str(known_as) : NULL,
                            .deadline_mono_ms = deadline_mono_ms};
    if (former)
        free_lease(former);
    put(l, lease, queue_id);
}

void leases_add_batch(struct leases *l, const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->items[i].lease_id)
            leases_add(l, b->queue_id, b->items[i].lease_id, leases_deadline(b, &b->items[i]));
}

static void note_over(struct leases *l, const char *id)
{
    MEM_GROW(l->over, l->n_over);
    l->over[l->n_over++] = mem_copy_str(id);
}

void leases_end(struct leases *l, const char *id)
{
    struct lease *lease = string_map_remove(&l->held, id);

    note_over(l, lease && lease->former_id ? lease->former_id : id);
    if (lease && lease->former_id)
        note_over(l, id);
    if (lease)
        free_lease(lease);
    l->version++;
}

void leases_end_queue(struct leases *l, const char *queue_id)
{
    for (size_t i = l->held.n; i-- > 0;) {
        const struct lease *lease = l->held.items[i].value;

        if (!strcmp(lease->queue_id, queue_id))
            leases_end(l, lease->id);
    }
}

void leases_set_state(struct leases *l, const char *id, enum lease_state state)
{
    struct lease *lease = string_map_get(&l->held, id);

    if (!lease || lease->state == state)
        return;
    lease->state = state;
    l->version++;
}

size_t leases_count(const struct leases *l, enum lease_state state)
{
    size_t n = 0;

    for (size_t i = 0; i < l->held.n; i++)
        n += ((const struct lease *)l->held.items[i].value)->state == state;
    return n;
}

void leases_clear_over(struct leases *l)
{
    while (l->n_over > 0)
        free(l->over[--l->n_over]);
}

void leases_drop_expired(struct leases *l, int64_t now_mono_ms)
{
    for (size_t i = l->held.n; i-- > 0;) {
        const struct lease *lease = l->held.items[i].value;

        if (lease->deadline_mono_ms <= now_mono_ms)
            leases_end(l, lease->id);
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
