#include "parts/changes/change_batch.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const struct deed_words *deed_words(enum deed deed)
{
    static const struct deed_words words[DEED_COUNT] = {
        [DEED_ACK] = {"acknowledge", "acknowledging", "acknowledged"},
        [DEED_RETRY] = {"retry", "retrying", "retried"},
        [DEED_EXTEND] = {"extend", "extending", "extended"},
    };

    return &words[deed];
}

void errand_free(struct errand *e)
{
    for (size_t i = 0; i < e->n; i++) {
        free(e->items[i].id);
        free(e->items[i].ticket);
    }
    free(e->items);
    *e = (struct errand){0};
}

void errands_free(struct errands *e)
{
    for (int i = 0; i < ROAD_COUNT; i++)
        errand_free(&e->asked[i]);
    for (size_t i = 0; i < e->n_sent; i++)
        errand_free(&e->sent[i]);
    free(e->sent);
    fates_free(&e->fates);
    *e = (struct errands){0};
}

static void add(struct errand *e, const char *id, const char *ticket, int64_t deadline_mono_ms)
{
    e->items = mem_resize(e->items, e->n + 1, sizeof(*e->items));
    e->items[e->n++] = (struct errand_item){.id = mem_copy_str(id),
                                            .ticket = mem_copy_str(ticket),
                                            .deadline_mono_ms = deadline_mono_ms};
}

void errand_add(struct errand *e, const struct message_row *row)
{
    const struct message *m = row->message;

    add(e, m->id, e->road == ROAD_LEASE ? m->lease_id : m->ref, leases_deadline(row->batch, m));
}

void errand_add_lease(struct errand *e, const char *id, const char *lease_id,
                      int64_t deadline_mono_ms)
{
    add(e, id, lease_id, deadline_mono_ms);
}

static void add_to_call(const struct errand *e, const struct errand_item *item, struct call *call)
{
    if (e->road == ROAD_REF)
        call_add_ref(call, item->ticket);
    else if (e->deed == DEED_EXTEND)
        call_add_extend(call, item->ticket);
    else if (e->deed == DEED_RETRY)
        call_add_retry(call, item->ticket, e->delay_s);
    else
        call_add_ack(call, item->ticket);
}

void errands_send(struct errands *all, struct errand *e, struct calls *calls, struct leases *leases,
                  int64_t now_mono_ms)
{
    enum op op = e->road == ROAD_REF ? OP_PURGE : e->deed == DEED_EXTEND ? OP_EXTEND : OP_ACK;
    struct request *r = calls_add(calls, op, e->queue_id, now_mono_ms);

    r->call.visibility_timeout_ms = e->lease_ms;
    calls->items[calls->n - 1].by_user = true;
    e->req_id = r->id;
    for (size_t i = 0; i < e->n; i++) {
        struct errand_item *item = &e->items[i];

        add_to_call(e, item, &r->call);
        /* The way out must not give back what is being acknowledged. */
        item->held = e->road == ROAD_LEASE && leases_remove(leases, item->ticket);
        fates_set(&all->fates, item->ticket, FATE_SENT, NULL);
    }
    all->sent = mem_resize(all->sent, all->n_sent + 1, sizeof(*all->sent));
    all->sent[all->n_sent++] = *e;
    *e = (struct errand){0};
}

struct errand *errands_find(struct errands *all, uint64_t req_id)
{
    for (size_t i = 0; i < all->n_sent; i++)
        if (all->sent[i].req_id == req_id)
            return &all->sent[i];
    return NULL;
}

void errands_remove(struct errands *all, struct errand *e)
{
    errand_free(e);
    *e = all->sent[--all->n_sent];
}
