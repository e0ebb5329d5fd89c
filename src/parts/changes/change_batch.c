#include "parts/changes/change_batch.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const struct verb_words *verb_words(enum verb verb)
{
    static const struct verb_words words[VERB_COUNT] = {
        [VERB_ACK] = {"acknowledge", "acknowledging", "acknowledged"},
        [VERB_RETRY] = {"retry", "retrying", "retried"},
        [VERB_EXTEND] = {"extend", "extending", "extended"},
    };

    return &words[verb];
}

void change_batch_free(struct change_batch *e)
{
    for (size_t i = 0; i < e->n; i++) {
        free(e->items[i].id);
        free(e->items[i].handle);
    }
    free(e->items);
    *e = (struct change_batch){0};
}

void changes_free(struct changes *e)
{
    for (int i = 0; i < BY_COUNT; i++)
        change_batch_free(&e->asked[i]);
    for (size_t i = 0; i < e->n_sent; i++)
        change_batch_free(&e->sent[i]);
    free(e->sent);
    outcomes_free(&e->outcomes);
    *e = (struct changes){0};
}

static void add(struct change_batch *e, const char *id, const char *handle,
                int64_t deadline_mono_ms)
{
    MEM_GROW(e->items, e->n);
    e->items[e->n++] = (struct change_item){.id = mem_copy_str(id),
                                            .handle = mem_copy_str(handle),
                                            .deadline_mono_ms = deadline_mono_ms};
}

void change_batch_add(struct change_batch *e, const struct message_row *row)
{
    const struct message *m = row->message;

    add(e, m->id, e->by == BY_LEASE ? m->lease_id : m->ref, leases_deadline(row->batch, m));
}

void change_batch_add_lease(struct change_batch *e, const char *id, const char *lease_id,
                            int64_t deadline_mono_ms)
{
    add(e, id, lease_id, deadline_mono_ms);
}

void changes_send(struct changes *all, struct change_batch *e, struct calls *calls,
                  struct leases *leases, int64_t now_mono_ms)
{
    enum op op = e->by == BY_REF ? OP_PURGE_MESSAGES : e->verb == VERB_EXTEND ? OP_EXTEND : OP_ACK;
    struct request *r = calls_add(calls, op, e->queue_id, now_mono_ms);

    r->call.visibility_timeout_ms = e->lease_ms;
    calls->items[calls->n - 1].by_user = true;
    e->req_id = r->id;
    for (size_t i = 0; i < e->n; i++) {
        struct change_item *item = &e->items[i];

        if (e->verb == VERB_RETRY)
            call_add_retry(&r->call, item->handle, e->delay_s);
        else
            call_add(&r->call, item->handle);
        /* The way out must not give back what is being acknowledged. */
        item->held = e->by == BY_LEASE && leases_remove(leases, item->handle);
        outcomes_set(&all->outcomes, item->handle, OUTCOME_SENT, NULL);
    }
    MEM_GROW(all->sent, all->n_sent);
    all->sent[all->n_sent++] = *e;
    *e = (struct change_batch){0};
}

struct change_batch *changes_find(struct changes *all, uint64_t req_id)
{
    for (size_t i = 0; i < all->n_sent; i++)
        if (all->sent[i].req_id == req_id)
            return &all->sent[i];
    return NULL;
}

void changes_remove(struct changes *all, struct change_batch *e)
{
    change_batch_free(e);
    *e = all->sent[--all->n_sent];
}
