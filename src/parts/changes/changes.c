#include "parts/changes/changes.h"

#include "base/memory/mem.h"
#include "store/audit_file.h"

#include <stdlib.h>
#include <string.h>

/* Of ids and handles as JSON, each byte written as six at the worst; what is left of a record is
 * for what became of each. */
enum { BATCH_BYTES = AUDIT_FILE_BYTES / 2, JSON_BYTES = 6 };

static void end_batch(struct change_batch *b)
{
    if (b->summary && --b->summary->n_batches == 0)
        free(b->summary);
    change_batch_free(b);
}

void changes_free(struct changes *all)
{
    for (int i = 0; i < BY_COUNT; i++)
        change_batch_free(&all->asked[i]);
    for (size_t i = 0; i < all->n; i++)
        end_batch(&all->batches[i]);
    free(all->batches);
    outcomes_free(&all->outcomes);
    *all = (struct changes){0};
}

/* How many of n items one request is about: one at least. */
static size_t count_fitting(const struct change_item *items, size_t n)
{
    size_t bytes = 0, fit = 0;

    while (fit < n && fit < CHANGE_BATCH_MAX) {
        bytes += JSON_BYTES * strlen(items[fit].handle);
        bytes += items[fit].id ? JSON_BYTES * strlen(items[fit].id) : 0;
        if (fit && bytes > BATCH_BYTES)
            break;
        fit++;
    }
    return fit;
}

void changes_add(struct changes *all, struct change_batch *asked)
{
    size_t fit;

    for (size_t at = 0; at < asked->n; at += fit) {
        struct change_batch *b;

        fit = count_fitting(asked->items + at, asked->n - at);
        MEM_GROW(all->batches, all->n);
        b = &all->batches[all->n++];
        *b = *asked;
        b->items = mem_new(fit, sizeof(*b->items));
        memcpy(b->items, asked->items + at, fit * sizeof(*b->items));
        b->n = fit;
        if (b->summary)
            b->summary->n_batches++;
    }
    free(asked->items);
    *asked = (struct change_batch){0};
}

struct change_batch *changes_next(struct changes *all, size_t most)
{
    struct change_batch *next = NULL;
    size_t n_sent = 0;

    for (size_t i = 0; i < all->n; i++) {
        struct change_batch *b = &all->batches[i];
        bool hurries = b->verb == VERB_EXTEND && next && next->verb != VERB_EXTEND;

        if (b->req_id)
            n_sent++;
        else if (!b->trash_id && (!next || hurries))
            next = b;
    }
    return n_sent < most ? next : NULL;
}

void changes_send(struct changes *all, struct change_batch *b, struct calls *calls,
                  struct leases *leases, int64_t now_mono_ms)
{
    struct request *r = calls_add(calls, change_batch_op(b), b->queue_id, now_mono_ms);

    calls->items[calls->n - 1].by_user = true;
    b->req_id = r->id;
    change_batch_fill(b, &r->call);
    for (size_t i = 0; i < b->n; i++) {
        const struct change_item *item = &b->items[i];

        /* The way out must not give back what is being acknowledged. */
        if (b->by == BY_LEASE)
            leases_set_state(leases, item->handle, LEASE_BUSY);
        outcomes_set(&all->outcomes, item->handle, OUTCOME_SENT, NULL);
    }
    if (b->summary) {
        b->summary->by_outcome[OUTCOME_WAITING] -= b->n;
        b->summary->by_outcome[OUTCOME_SENT] += b->n;
    }
}

struct change_batch *changes_find(const struct changes *all, uint64_t req_id)
{
    for (size_t i = 0; i < all->n && req_id; i++)
        if (all->batches[i].req_id == req_id)
            return &all->batches[i];
    return NULL;
}

void changes_cancel(struct changes *all, struct calls *calls, uint64_t id)
{
    const struct change_batch *b = changes_find(all, id);

    calls_cancel(calls, id);
    for (size_t i = 0; b && i < all->n; i++)
        if (&all->batches[i] != b && all->batches[i].req_id &&
            all->batches[i].summary == b->summary)
            calls_cancel(calls, all->batches[i].req_id);
}

void changes_remove(struct changes *all, struct change_batch *b)
{
    size_t after = (size_t)(all->batches + all->n - (b + 1));

    end_batch(b);
    memmove(b, b + 1, after * sizeof(*b));
    all->n--;
}
