#include "tests/sim/world/world.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "tests/sim/history/history.h"
#include "tests/sim/world/random.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { QUEUE_BUCKETS = 16384, MESSAGE_BUCKETS = 4096 };

static uint64_t hash_text(const char *s)
{
    uint64_t h = 14695981039346656037u;

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h;
}

static struct sim_queue **queue_bucket(const struct world *w, const char *id)
{
    return &w->queue_buckets[hash_text(id) % QUEUE_BUCKETS];
}

void world_init(struct world *w, uint64_t seed)
{
    *w = (struct world){.seed = seed, .next_due_ms = INT64_MAX};
    w->accounts[0] = (struct sim_account){"023e105f4ecef8ad9ca31a8372d0c353", "acme"};
    w->accounts[1] = (struct sim_account){"9a7806061c88ada191ed06f989cc3dac", "acme-staging"};
    w->n_accounts = 1;
    w->queue_buckets = mem_new(QUEUE_BUCKETS, sizeof(struct sim_queue *));
    w->n_buckets = MESSAGE_BUCKETS;
    w->buckets = mem_new(w->n_buckets, sizeof(struct sim_message *));
    w->options = (struct sim_options){.extend = true, .per_page_max = 1000};
    gql_settings_init(&w->options.graphql);
}

void world_free(struct world *w)
{
    world_reset(w);
    free(w->queues);
    free(w->queue_buckets);
    free(w->buckets);
}

int64_t world_now(const struct world *w)
{
    return clock_now().wall_ms + w->clock_offset_ms;
}

void world_reset(struct world *w)
{
    while (w->n_queues > 0)
        world_remove_queue(w, w->queues[w->n_queues - 1]);
    w->next_due_ms = INT64_MAX;
}

void world_set_text(char **field, const char *text)
{
    char *copy = mem_copy_str(text);

    free(*field);
    *field = copy;
}

struct sim_queue *world_add_queue(struct world *w, size_t account, const char *name, const char *id)
{
    struct sim_queue *q = mem_new(1, sizeof(*q));
    struct sim_queue **bucket;

    if (id)
        memcpy(q->id, id, strnlen(id, SIM_ID_BYTES - 1));
    else
        random_hex(q->id, SIM_ID_BYTES - 1, random_mix(hash_text(name), account));
    if (world_find_queue(w, account, q->id)) {
        free(q);
        return NULL;
    }
    q->account = account;
    q->name = mem_copy_str(name);
    q->producers = mem_copy_str("[]");
    q->created_ms = q->modified_ms = world_now(w);
    q->retention_s = 345600;
    q->next_due_ms = INT64_MAX;
    bucket = queue_bucket(w, q->id);
    q->chain = *bucket;
    *bucket = q;
    MEM_GROW(w->queues, w->n_queues);
    w->queues[w->n_queues++] = q;
    return q;
}

static void unlink_queue(struct world *w, struct sim_queue *q)
{
    struct sim_queue **at = queue_bucket(w, q->id);
    size_t i = w->n_queues;

    while (*at != q)
        at = &(*at)->chain;
    *at = q->chain;
    while (w->queues[--i] != q)
        ;
    w->n_queues--;
    memmove(&w->queues[i], &w->queues[i + 1], (w->n_queues - i) * sizeof(struct sim_queue *));
}

void world_remove_queue(struct world *w, struct sim_queue *q)
{
    for (struct sim_message *m = q->first, *next; m; m = next) {
        next = m->next;
        world_remove_message(w, m);
    }
    while (q->n_consumers > 0)
        world_remove_consumer(q, &q->consumers[0]);
    unlink_queue(w, q);
    free(q->name);
    free(q->jurisdiction);
    free(q->producers);
    free(q->consumers);
    free(q->json);
    delays_free(&q->delays);
    history_free(q->history);
    free(q);
}

struct sim_queue *world_find_queue(const struct world *w, size_t account, const char *id)
{
    struct sim_queue *q = *queue_bucket(w, id);

    while (q && (q->account != account || strcmp(q->id, id) != 0))
        q = q->chain;
    return q;
}

struct sim_queue *world_find_name(const struct world *w, size_t account, const char *name)
{
    for (size_t i = 0; i < w->n_queues; i++) {
        struct sim_queue *q = w->queues[i];

        if (q->account == account && strcmp(q->name, name) == 0)
            return q;
    }
    return NULL;
}

void world_touch_queue(struct sim_queue *q, int64_t now)
{
    q->modified_ms = now;
    free(q->json);
    q->json = NULL;
}

struct sim_consumer *world_add_consumer(struct world *w, struct sim_queue *q,
                                        enum sim_consumer_kind kind)
{
    static const char *const types[] = {"worker", "http_pull", "other"};
    struct sim_consumer *c;

    MEM_GROW(q->consumers, q->n_consumers);
    c = &q->consumers[q->n_consumers++];
    *c = (struct sim_consumer){.kind = kind, .batch_size = 10, .max_retries = 3};
    c->max_wait_ms = 5000;
    c->max_concurrency = -1;
    c->visibility_timeout_ms = 30000;
    c->created_ms = world_now(w);
    c->type = mem_copy_str(types[kind]);
    c->script = mem_copy_str(kind == SIM_WORKER ? "consumer" : "");
    c->dead_letter_queue = mem_copy_str("");
    c->settings = mem_copy_str("");
    random_hex(c->id, SIM_ID_BYTES - 1, random_mix(hash_text(q->id), q->n_consumers));
    world_touch_queue(q, q->modified_ms);
    return c;
}

void world_remove_consumer(struct sim_queue *q, struct sim_consumer *c)
{
    size_t i = (size_t)(c - q->consumers);

    free(c->type);
    free(c->script);
    free(c->dead_letter_queue);
    free(c->settings);
    q->n_consumers--;
    memmove(c, c + 1, (q->n_consumers - i) * sizeof(*c));
    world_touch_queue(q, q->modified_ms);
}

const struct sim_consumer *world_find_consumer(const struct sim_queue *q,
                                               enum sim_consumer_kind kind)
{
    for (size_t i = 0; i < q->n_consumers; i++)
        if (q->consumers[i].kind == kind)
            return &q->consumers[i];
    return NULL;
}

/* Doubles the table when it is full, so that finding stays one step. */
static void grow_buckets(struct world *w)
{
    size_t n = w->n_buckets * 2;
    struct sim_message **buckets = mem_new(n, sizeof(struct sim_message *));

    assert(w->n_buckets > 0);
    for (size_t i = 0; i < w->n_buckets; i++) {
        while (w->buckets[i]) {
            struct sim_message *m = w->buckets[i];

            w->buckets[i] = m->chain;
            m->chain = buckets[m->serial % n];
            buckets[m->serial % n] = m;
        }
    }
    free(w->buckets);
    w->buckets = buckets;
    w->n_buckets = n;
}

void world_note_due(struct world *w, struct sim_queue *q, int64_t due_ms)
{
    if (due_ms < q->next_due_ms)
        q->next_due_ms = due_ms;
    if (due_ms < w->next_due_ms)
        w->next_due_ms = due_ms;
}

struct sim_message *world_add_message(struct world *w, struct sim_queue *q, struct content *content,
                                      const char *id, int64_t timestamp_ms)
{
    struct sim_message *m = mem_new(1, sizeof(*m));

    if (w->n_messages == w->n_buckets)
        grow_buckets(w);
    m->serial = ++w->last_serial;
    m->content = content;
    m->queue = q;
    m->timestamp_ms = timestamp_ms;
    if (id)
        memcpy(m->id, id, strnlen(id, SIM_ID_BYTES - 1));
    else
        random_hex(m->id, SIM_ID_BYTES - 1, random_mix(w->seed, m->serial));
    m->chain = w->buckets[m->serial % w->n_buckets];
    w->buckets[m->serial % w->n_buckets] = m;
    w->n_messages++;
    m->prev = q->last;
    if (q->last)
        q->last->next = m;
    else
        q->first = m;
    q->last = m;
    if (q->count == 0 || timestamp_ms < q->oldest_ms) {
        q->oldest_ms = timestamp_ms;
        q->oldest_stale = q->count > 0 && q->oldest_stale;
    }
    q->count++;
    q->bytes += (int64_t)content->raw_len;
    world_note_due(w, q, timestamp_ms + q->retention_s * 1000);
    return m;
}

void world_remove_message(struct world *w, struct sim_message *m)
{
    struct sim_queue *q = m->queue;
    struct sim_message **at = &w->buckets[m->serial % w->n_buckets];

    while (*at != m)
        at = &(*at)->chain;
    *at = m->chain;
    w->n_messages--;
    if (m->prev)
        m->prev->next = m->next;
    else
        q->first = m->next;
    if (m->next)
        m->next->prev = m->prev;
    else
        q->last = m->prev;
    q->count--;
    q->bytes -= (int64_t)m->content->raw_len;
    q->oldest_stale = q->oldest_stale || m->timestamp_ms <= q->oldest_ms;
    content_release(m->content);
    free(m);
}

void world_delay_message(struct sim_message *m, int64_t until_ms)
{
    m->visible_ms = until_ms;
    delays_add(&m->queue->delays, until_ms);
}

struct sim_message *world_find_message(const struct world *w, uint64_t serial)
{
    struct sim_message *m = w->buckets[serial % w->n_buckets];

    while (m && m->serial != serial)
        m = m->chain;
    return m;
}

int64_t world_oldest(struct sim_queue *q)
{
    if (q->count == 0)
        return 0;
    if (q->oldest_stale) {
        q->oldest_ms = INT64_MAX;
        for (const struct sim_message *m = q->first; m; m = m->next)
            if (m->timestamp_ms < q->oldest_ms)
                q->oldest_ms = m->timestamp_ms;
        q->oldest_stale = false;
    }
    return q->oldest_ms;
}
