#include "model/leases.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void leases_free(struct leases *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->items[i].id);
    free(l->items);
    *l = (struct leases){0};
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
    struct lease *lease;

    MEM_GROW(l->items, l->n);
    if (l->n == 0 || deadline_mono_ms < l->next_mono_ms)
        l->next_mono_ms = deadline_mono_ms;
    l->version++;
    lease = &l->items[l->n++];
    *lease = (struct lease){.id = mem_copy_str(id), .deadline_mono_ms = deadline_mono_ms};
    snprintf(lease->queue_id, sizeof(lease->queue_id), "%s", queue_id);
}

void leases_add_batch(struct leases *l, const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->items[i].lease_id)
            leases_add(l, b->queue_id, b->items[i].lease_id, leases_deadline(b, &b->items[i]));
}

static void find_next(struct leases *l)
{
    l->next_mono_ms = INT64_MAX;
    for (size_t i = 0; i < l->n; i++)
        if (l->items[i].deadline_mono_ms < l->next_mono_ms)
            l->next_mono_ms = l->items[i].deadline_mono_ms;
}

static void drop_at(struct leases *l, size_t i)
{
    l->version++;
    free(l->items[i].id);
    l->items[i] = l->items[--l->n];
}

bool leases_remove(struct leases *l, const char *id)
{
    for (size_t i = 0; i < l->n; i++)
        if (!strcmp(l->items[i].id, id)) {
            bool was_next = l->items[i].deadline_mono_ms == l->next_mono_ms;

            drop_at(l, i);
            if (was_next)
                find_next(l);
            return true;
        }
    return false;
}

void leases_drop_expired(struct leases *l, int64_t now_mono_ms)
{
    if (l->n == 0 || l->next_mono_ms > now_mono_ms)
        return;
    for (size_t i = l->n; i-- > 0;)
        if (l->items[i].deadline_mono_ms <= now_mono_ms)
            drop_at(l, i);
    find_next(l);
}

void leases_drop_queue(struct leases *l, const char *queue_id)
{
    for (size_t i = l->n; i-- > 0;)
        if (!strcmp(l->items[i].queue_id, queue_id))
            drop_at(l, i);
    find_next(l);
}

int64_t leases_next_deadline(const struct leases *l)
{
    return l->n ? l->next_mono_ms : -1;
}
