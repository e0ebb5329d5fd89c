#include "app/change/audit.h"

#include "app/app.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void ledger_init(struct ledger *l)
{
    l->first = NULL;
    l->last = &l->first;
}

void ledger_entry_free(struct ledger_entry *e)
{
    if (!e)
        return;
    arena_free(&e->arena);
    free(e);
}

void ledger_free(struct ledger *l)
{
    struct ledger_entry *e;

    while ((e = ledger_take(l)) != NULL)
        ledger_entry_free(e);
}

struct ledger_entry *ledger_take(struct ledger *l)
{
    struct ledger_entry *e = l->first;

    if (!e)
        return NULL;
    l->first = e->next;
    if (!l->first)
        l->last = &l->first;
    return e;
}

static void add(struct ledger *l, struct ledger_entry *e)
{
    e->next = NULL;
    *l->last = e;
    l->last = &e->next;
}

static const char *copy(struct ledger_entry *e, const char *s)
{
    return s ? arena_copy(&e->arena, s, strlen(s)) : NULL;
}

static const char *name_op(enum op op, const struct errand *errand)
{
    /* Leases given back without an errand are those held on the way out. */
    if (op != OP_ACK)
        return operation_get(op)->name;
    return errand && errand->deed == DEED_ACK ? "ack" : "retry";
}

static struct ledger_entry *new_entry(struct app *app, uint64_t id, enum op op,
                                      const char *queue_id, size_t n_messages)
{
    const struct errand *errand = errands_find(&app->errands, id);
    const struct queue_row *row = queues_find(&app->queues, queue_id);
    struct ledger_entry *e = mem_new(1, sizeof(*e));

    e->record = (struct journal_record){.wall_ms = app->now.wall_ms,
                                        .n = (int64_t)id,
                                        .op = name_op(op, errand),
                                        .account_id = copy(e, app->config.account_id),
                                        .queue_id = copy(e, queue_id),
                                        .queue = row ? copy(e, row->queue->name) : NULL};
    e->record.messages = arena_new(&e->arena, n_messages, sizeof(*e->record.messages));
    return e;
}

static struct journal_message *add_message(struct ledger_entry *e)
{
    return &e->record.messages[e->record.n_messages++];
}

static void add_items(struct ledger_entry *e, const struct errand *errand)
{
    for (size_t i = 0; i < errand->n; i++) {
        const char *ticket = copy(e, errand->items[i].ticket);
        bool lease = errand->road == ROAD_LEASE;

        *add_message(e) = (struct journal_message){.id = copy(e, errand->items[i].id),
                                                   .lease_id = lease ? ticket : NULL,
                                                   .ref = lease ? NULL : ticket};
    }
}

void ledger_note_intent(struct app *app, const struct request *r)
{
    const struct errand *errand;
    struct ledger_entry *e;

    if (r->kind != REQ_CALL || !operation_get(r->call.op)->changes_server)
        return;
    errand = errands_find(&app->errands, r->id);
    e = new_entry(app, r->id, r->call.op, r->call.queue_id, errand ? errand->n : r->call.n_retries);
    if (errand)
        add_items(e, errand);
    for (size_t i = 0; i < r->call.n_retries && !errand; i++)
        add_message(e)->lease_id = copy(e, r->call.retries[i].lease_id);
    add(&app->ledger, e);
}

static void add_batch(struct ledger_entry *e, const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        *add_message(e) = (struct journal_message){.id = copy(e, b->items[i].id),
                                                   .lease_id = copy(e, b->items[i].lease_id),
                                                   .result = "pulled"};
}

struct ledger_entry *ledger_begin_result(struct app *app, const struct event *e)
{
    const struct errand *errand = errands_find(&app->errands, e->req_id);
    bool pulled = e->op == OP_PULL && e->kind == EV_DONE;
    struct ledger_entry *entry;

    if (!e->final || !operation_get(e->op)->changes_server)
        return NULL;
    entry = new_entry(app, e->req_id, e->op, e->queue_id,
                      errand   ? errand->n
                      : pulled ? e->u.batch->n
                               : 0);
    entry->record.is_result = true;
    if (errand)
        add_items(entry, errand);
    else if (pulled)
        add_batch(entry, e->u.batch);
    return entry;
}

/* What became of each: an extended message has a new lease, and none of its own to be asked by. */
static void add_outcomes(struct app *app, struct ledger_entry *entry)
{
    bool extended =
        !entry->record.error && !strcmp(entry->record.op, operation_get(OP_EXTEND)->name);

    for (size_t i = 0; i < entry->record.n_messages; i++) {
        struct journal_message *m = &entry->record.messages[i];
        struct fate_of fate =
            fates_find_ticket(&app->errands.fates, m->lease_id ? m->lease_id : m->ref);

        if (m->result)
            continue;
        m->result = fate.fate != FATE_NONE ? fate_name(fate.fate) : extended ? "extended" : NULL;
        m->note = copy(entry, fate.note);
    }
}

void ledger_end_result(struct app *app, struct ledger_entry *entry, const char *error)
{
    if (!entry)
        return;
    entry->record.error = copy(entry, error);
    add_outcomes(app, entry);
    add(&app->ledger, entry);
}
