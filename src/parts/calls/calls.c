#include "parts/calls/calls.h"

#include "base/memory/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void calls_init(struct calls *c)
{
    *c = (struct calls){0};
    c->out_tail = &c->out;
}

void calls_free(struct calls *c)
{
    struct request *r;

    while ((r = calls_take_request(c)) != NULL)
        request_free(r);
    free(c->items);
    calls_init(c);
}

static void queue_request(struct calls *c, struct request *r)
{
    r->mail.next = NULL;
    *c->out_tail = &r->mail;
    c->out_tail = &r->mail.next;
}

struct request *calls_add(struct calls *c, enum op op, const char *queue_id, int64_t now_mono_ms)
{
    struct request *r = request_new(REQ_CALL, ++c->last_id);
    struct call_state *state;

    MEM_GROW(c->items, c->n);
    state = &c->items[c->n++];
    *state = (struct call_state){.id = r->id,
                                 .op = op,
                                 .started_mono_ms = now_mono_ms,
                                 .heard_mono_ms = now_mono_ms,
                                 .retry_at_mono_ms = -1};
    snprintf(state->queue_id, sizeof(state->queue_id), "%s", queue_id);
    r->call.op = op;
    snprintf(r->call.queue_id, sizeof(r->call.queue_id), "%s", queue_id);
    queue_request(c, r);
    return r;
}

void calls_cancel(struct calls *c, uint64_t id)
{
    queue_request(c, request_new(REQ_CANCEL, id));
}

struct call_state *calls_find(struct calls *c, uint64_t id)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->items[i].id == id)
            return &c->items[i];
    return NULL;
}

void calls_remove(struct calls *c, uint64_t id)
{
    struct call_state *state = calls_find(c, id);

    if (state)
        *state = c->items[--c->n];
}

const struct call_state *calls_find_op(const struct calls *c, enum op op, const char *queue_id)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->items[i].op == op && (!queue_id || !strcmp(c->items[i].queue_id, queue_id)))
            return &c->items[i];
    return NULL;
}

size_t calls_count_op(const struct calls *c, enum op op)
{
    size_t count = 0;

    for (size_t i = 0; i < c->n; i++)
        count += c->items[i].op == op;
    return count;
}

bool calls_are_changing(const struct calls *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (operation_get(c->items[i].op)->changes_server)
            return true;
    return false;
}

struct request *calls_take_request(struct calls *c)
{
    struct mail *m = c->out;

    if (!m)
        return NULL;
    c->out = m->next;
    if (!c->out)
        c->out_tail = &c->out;
    m->next = NULL;
    return (struct request *)m;
}
