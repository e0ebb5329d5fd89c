#include "app/change/audit.h"

#include "app/state.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

void audit_init(struct audit *l)
{
    l->first = NULL;
    l->last = &l->first;
}

void audit_entry_free(struct audit_entry *e)
{
    if (!e)
        return;
    arena_free(&e->arena);
    free(e);
}

void audit_free(struct audit *l)
{
    struct audit_entry *e;

    while ((e = audit_take(l)) != NULL)
        audit_entry_free(e);
}

struct audit_entry *audit_take(struct audit *l)
{
    struct audit_entry *e = l->first;

    if (!e)
        return NULL;
    l->first = e->next;
    if (!l->first)
        l->last = &l->first;
    return e;
}

static void add(struct audit *l, struct audit_entry *e)
{
    e->next = NULL;
    *l->last = e;
    l->last = &e->next;
}

static const char *copy(struct audit_entry *e, const char *s)
{
    return s ? arena_copy(&e->arena, s, strlen(s)) : NULL;
}

static const char *name_op(enum op op, const struct change_batch *change)
{
    return change && change->verb == VERB_RETRY ? "retry" : operation_get(op)->name;
}

static struct audit_entry *new_entry(struct app *app, uint64_t id, enum op op, const char *queue_id,
                                     size_t n_messages)
{
    const struct change_batch *change = changes_find(&app->changes, id);
    const struct queue_row *row = queues_find(&app->queues, queue_id);
    struct audit_entry *e = mem_new(1, sizeof(*e));

    e->record = (struct audit_record){.wall_ms = app->now.wall_ms,
                                      .n = (int64_t)id,
                                      .op = name_op(op, change),
                                      .account_id = copy(e, app->config.account_id),
                                      .queue_id = copy(e, queue_id),
                                      .queue = row ? copy(e, row->queue->name) : NULL};
    e->record.messages = arena_new(&e->arena, n_messages, sizeof(*e->record.messages));
    return e;
}

static void add_items(struct audit_entry *e, const struct change_batch *change)
{
    for (size_t i = 0; i < change->n; i++) {
        const char *handle = copy(e, change->items[i].handle);
        bool lease = change->by == BY_LEASE;

        e->record.messages[e->record.n_messages++] =
            (struct audit_message){.id = copy(e, change->items[i].id),
                                   .lease_id = lease ? handle : NULL,
                                   .ref = lease ? NULL : handle};
    }
}

void audit_note_intent(struct app *app, const struct request *r)
{
    const struct change_batch *change;
    struct audit_entry *e;

    if (r->kind != REQ_CALL || !operation_get(r->call.op)->changes_server)
        return;
    change = changes_find(&app->changes, r->id);
    e = new_entry(app, r->id, r->call.op, r->call.queue_id, change ? change->n : 0);
    if (change)
        add_items(e, change);
    add(&app->audit, e);
}

static void add_batch(struct audit_entry *e, const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        e->record.messages[e->record.n_messages++] =
            (struct audit_message){.id = copy(e, b->items[i].id),
                                   .lease_id = copy(e, b->items[i].lease_id),
                                   .result = "pulled"};
}

struct audit_entry *audit_begin_result(struct app *app, const struct event *e)
{
    const struct change_batch *change = changes_find(&app->changes, e->req_id);
    bool pulled = e->op == OP_PULL && e->kind == EV_DONE;
    struct audit_entry *entry;

    if (!e->final || !operation_get(e->op)->changes_server)
        return NULL;
    entry = new_entry(app, e->req_id, e->op, e->queue_id,
                      change   ? change->n
                      : pulled ? e->u.batch->n
                               : 0);
    entry->record.is_result = true;
    if (change)
        add_items(entry, change);
    else if (pulled)
        add_batch(entry, e->u.batch);
    return entry;
}

static void add_outcomes(struct app *app, struct audit_entry *entry)
{
    for (size_t i = 0; i < entry->record.n_messages; i++) {
        struct audit_message *m = &entry->record.messages[i];
        struct message_outcome outcome =
            outcomes_find_handle(&app->changes.outcomes, m->lease_id ? m->lease_id : m->ref);

        if (m->result)
            continue;
        m->result = outcome.outcome != OUTCOME_NONE ? outcome_name(outcome.outcome) : NULL;
        m->note = copy(entry, outcome.note);
    }
}

void audit_end_result(struct app *app, struct audit_entry *entry, const char *error)
{
    if (!entry)
        return;
    entry->record.error = copy(entry, error);
    add_outcomes(app, entry);
    add(&app->audit, entry);
}
