#include "model/history.h"

#include <stdio.h>

static void add_fact(struct history *h, const char *id, const struct history_fact *fact)
{
    struct history_fact copy = *fact;

    snprintf(copy.queue_id, sizeof(copy.queue_id), "%s", id);
    history_add(h, &copy);
}

/* What one row says, part by part. */
static void add_row(struct history *h, const char *id, const struct history_row *row)
{
    struct history_fact fact = history_fact(HISTORY_BACKLOG, row->time_ms);

    fact.messages = row->messages;
    fact.bytes = row->bytes;
    add_fact(h, id, &fact);
    fact = history_fact(HISTORY_DELAYED, row->time_ms);
    fact.messages = row->delayed;
    add_fact(h, id, &fact);
    fact = history_fact(HISTORY_CONCURRENCY, row->time_ms);
    fact.concurrency = row->concurrency;
    add_fact(h, id, &fact);
    for (int action = 0; action < HISTORY_ACTIONS; action++) {
        fact = history_fact(HISTORY_OPERATIONS, row->time_ms);
        fact.action = (enum history_action)action;
        fact.tally = row->did[action];
        add_fact(h, id, &fact);
    }
}

static void add_all(struct history *h, const struct history *from)
{
    for (size_t i = 0; i < from->n; i++)
        for (size_t k = 0; k < from->queues[i].n; k++)
            add_row(h, from->queues[i].id, &from->queues[i].rows[k]);
}

/* Of both, one behind the other. */
static struct history_extent join_extents(const struct history *older, const struct history *newer,
                                          enum history_part part)
{
    const struct history_extent *o = &older->parts[part], *n = &newer->parts[part];
    bool is_whole = n->whole_from_ms <= newer->asked.start_ms;

    return (struct history_extent){.came = o->came && n->came,
                                   .cut = o->cut || n->cut,
                                   .whole_from_ms = is_whole ? o->whole_from_ms : n->whole_from_ms,
                                   .sample_interval = o->sample_interval > n->sample_interval
                                                          ? o->sample_interval
                                                          : n->sample_interval};
}

struct history *history_join(struct history *older, struct history *newer)
{
    struct history *h = history_new(&newer->asked);

    h->asked.start_ms = older->asked.start_ms;
    add_all(h, older);
    add_all(h, newer);
    for (int part = 0; part < HISTORY_PARTS; part++)
        h->parts[part] = join_extents(older, newer, (enum history_part)part);
    h->err = newer->err.kind != ERR_NONE ? newer->err : older->err;
    history_finish(h);
    history_free(older);
    history_free(newer);
    return h;
}
