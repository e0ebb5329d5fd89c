#include "tests/sim/world/rules.h"

#include "tests/sim/history/history.h"
#include "tests/sim/world/random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sim_message *rules_next_visible(const struct sim_queue *q, const struct sim_message *m,
                                       int64_t now)
{
    struct sim_message *next = m ? m->next : q->first;

    while (next && next->visible_ms > now)
        next = next->next;
    return next;
}

/* The consumer whose limits hold: the one that pulls, else the first. */
static const struct sim_consumer *find_limits(const struct sim_queue *q)
{
    const struct sim_consumer *c = world_find_consumer(q, SIM_HTTP_PULL);

    return c || q->n_consumers == 0 ? c : &q->consumers[0];
}

/* Of two series, that of who takes messages from q. */
static enum history_series choose_series(const struct sim_queue *q, enum history_series worker,
                                         enum history_series http)
{
    const struct sim_consumer *c = find_limits(q);

    return c && c->kind == SIM_WORKER ? worker : http;
}

void rules_deliver(struct sim_message *m, int64_t now)
{
    struct sim_queue *q = m->queue;

    m->attempts++;
    history_note(q, choose_series(q, HISTORY_READ_WORKER, HISTORY_READ_HTTP), m, now);
}

void rules_acknowledge(struct world *w, struct sim_message *m, int64_t now)
{
    struct sim_queue *q = m->queue;

    history_note(q, choose_series(q, HISTORY_SUCCESS_WORKER, HISTORY_SUCCESS_HTTP), m, now);
    world_remove_message(w, m);
}

void rules_lease(struct world *w, struct sim_message *m, int64_t lease_ms, int64_t now)
{
    rules_deliver(m, now);
    m->lease = ++w->last_lease;
    m->leased = true;
    m->visible_ms = now + lease_ms;
    world_note_due(w, m->queue, m->visible_ms);
}

static void move_to_dead_letters(struct world *w, struct sim_message *m, const char *name,
                                 int64_t now)
{
    struct sim_queue *dead = world_find_name(w, m->queue->account, name);

    if (!dead)
        dead = world_add_queue(w, m->queue->account, name, NULL);
    if (dead) {
        history_note_write(dead, (int64_t)m->content->raw_len, now);
        world_add_message(w, dead, content_hold(m->content), m->id, now);
    }
    world_remove_message(w, m);
}

bool rules_fail(struct world *w, struct sim_message *m, int64_t delay_s, int64_t now)
{
    struct sim_queue *q = m->queue;
    const struct sim_consumer *c = find_limits(q);

    m->leased = false;
    if (m->attempts <= (c ? c->max_retries : 3)) {
        world_delay_message(m, now + delay_s * 1000);
        return true;
    }
    if (c && c->dead_letter_queue[0]) {
        history_note(q, choose_series(q, HISTORY_DLQ_WORKER, HISTORY_DLQ_HTTP), m, now);
        move_to_dead_letters(w, m, c->dead_letter_queue, now);
    } else {
        history_note(q, choose_series(q, HISTORY_FAIL_WORKER, HISTORY_FAIL_HTTP), m, now);
        world_remove_message(w, m);
    }
    return false;
}

struct sim_message *rules_push(struct world *w, struct sim_queue *q, struct content *content,
                               int64_t delay_s, int64_t now)
{
    struct sim_message *m;

    history_note_write(q, (int64_t)content->raw_len, now);
    m = world_add_message(w, q, content, NULL, now);
    if (delay_s > 0)
        world_delay_message(m, now + delay_s * 1000);
    return m;
}

/* What is due for one message; m may be freed. */
static void settle_message(struct world *w, struct sim_message *m, int64_t now)
{
    struct sim_queue *q = m->queue;
    int64_t expires = m->timestamp_ms + q->retention_s * 1000;
    const struct sim_consumer *c = find_limits(q);

    if (m->leased && m->visible_ms <= now && m->visible_ms < expires &&
        !rules_fail(w, m, c ? c->retry_delay_s : 0, m->visible_ms))
        return;
    if (expires <= now) {
        world_remove_message(w, m);
        return;
    }
    world_note_due(w, q, expires);
    if (m->leased)
        world_note_due(w, q, m->visible_ms);
}

void rules_settle(struct world *w, int64_t now)
{
    while (w->next_due_ms <= now) {
        w->next_due_ms = INT64_MAX;
        for (size_t i = 0; i < w->n_queues; i++) {
            struct sim_queue *q = w->queues[i];
            struct sim_message *next;

            if (q->next_due_ms > now) {
                world_note_due(w, q, q->next_due_ms);
                continue;
            }
            q->next_due_ms = INT64_MAX;
            for (struct sim_message *m = q->first; m; m = next) {
                next = m->next;
                settle_message(w, m, now);
            }
        }
    }
}

/* An opaque name: a header like that of the real ones, what it stands for, and a seal that nobody
 * invents by chance. */
static void print_handle(const struct world *w, char kind, uint64_t serial, uint64_t number,
                         char out[SIM_TICKET_BYTES])
{
    char seal[89];
    uint64_t salt = random_mix(w->seed ^ (unsigned char)kind, random_mix(serial, number));

    random_hex(seal, sizeof(seal) - 1, salt);
    snprintf(out, SIM_TICKET_BYTES,
             "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..%c%016" PRIx64 "%016" PRIx64 ".%s",
             kind, serial, number, seal);
}

void rules_print_lease(const struct world *w, const struct sim_message *m,
                       char out[SIM_TICKET_BYTES])
{
    print_handle(w, 'L', m->serial, m->lease, out);
}

void rules_print_ref(const struct world *w, const struct sim_message *m, uint64_t peek_no,
                     char out[SIM_TICKET_BYTES])
{
    print_handle(w, 'R', m->serial, peek_no, out);
}

static bool read_handle(const struct world *w, char kind, const char *handle, uint64_t *serial,
                        uint64_t *number)
{
    const char *dots = strstr(handle, "..");
    char again[SIM_TICKET_BYTES];
    char hex[17] = "";

    if (!dots || strlen(dots) < 2 + 1 + 32 || dots[2] != kind)
        return false;
    memcpy(hex, dots + 3, 16);
    *serial = strtoull(hex, NULL, 16);
    memcpy(hex, dots + 19, 16);
    *number = strtoull(hex, NULL, 16);
    print_handle(w, kind, *serial, *number, again);
    return strcmp(again, handle) == 0;
}

static struct sim_message *find_handle(const struct world *w, const struct sim_queue *q, char kind,
                                       const char *handle, uint64_t *number, bool *known)
{
    struct sim_message *m;
    uint64_t serial;
    bool good = read_handle(w, kind, handle, &serial, number);

    if (known)
        *known = good;
    m = good ? world_find_message(w, serial) : NULL;
    return m && m->queue == q ? m : NULL;
}

struct sim_message *rules_find_lease(const struct world *w, const struct sim_queue *q,
                                     const char *lease_id, bool *known)
{
    uint64_t number;
    struct sim_message *m = find_handle(w, q, 'L', lease_id, &number, known);

    return m && m->lease == number ? m : NULL;
}

struct sim_message *rules_find_ref(const struct world *w, const struct sim_queue *q,
                                   const char *ref, bool *known)
{
    uint64_t number;

    return find_handle(w, q, 'R', ref, &number, known);
}
