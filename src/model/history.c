#include "model/history.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *dimension;
    int64_t ms;
} steps[] = {
#define STEP(id, dimension, ms) [HISTORY_##id] = {dimension, ms},
#include "model/history_steps.def"
};
_Static_assert(ARRAY_LEN(steps) == HISTORY_STEPS, "a row for each step");

const char *history_step_dimension(enum history_step step)
{
    return steps[step].dimension;
}

int64_t history_step_ms(enum history_step step)
{
    return steps[step].ms;
}

int64_t history_floor(enum history_step step, int64_t wall_ms)
{
    return wall_ms - wall_ms % steps[step].ms;
}

struct history *history_new(const struct history_question *asked)
{
    struct history *h = mem_new(1, sizeof(*h));

    h->asked = *asked;
    for (size_t i = 0; i < HISTORY_PARTS; i++)
        h->parts[i] =
            (struct history_extent){.whole_from_ms = asked->end_ms, .sample_interval = -1.0};
    return h;
}

void history_free(struct history *h)
{
    if (!h)
        return;
    free((void *)(uintptr_t)h->queues);
    free(h->facts);
    free(h->rows);
    free(h->did);
    free(h);
}

static const struct history_tally unknown_tally = {-1, -1, -1};

static void forget_tallies(struct history_tally *did)
{
    for (size_t i = 0; i < HISTORY_ACTIONS; i++)
        did[i] = unknown_tally;
}

struct history_fact history_fact(enum history_part part, int64_t time_ms)
{
    return (struct history_fact){.part = part,
                                 .time_ms = time_ms,
                                 .messages = -1,
                                 .bytes = -1,
                                 .concurrency = -1.0,
                                 .tally = unknown_tally};
}

static bool says_nothing(const struct history_fact *fact)
{
    return fact->messages < 0 && fact->bytes < 0 && fact->concurrency < 0.0 &&
           fact->tally.count < 0 && fact->tally.lag_ms < 0 && fact->tally.retries < 0;
}

void history_add(struct history *h, const struct history_fact *fact)
{
    if (says_nothing(fact))
        return;
    MEM_GROW(h->facts, h->n_facts);
    h->facts[h->n_facts] = *fact;
    h->facts[h->n_facts].place = (uint32_t)h->n_facts;
    h->n_facts++;
}

void history_note_part(struct history *h, enum history_part part, size_t n, int64_t oldest_ms)
{
    struct history_extent *extent = &h->parts[part];
    const struct history_question *q = &h->asked;

    extent->came = true;
    extent->cut = n >= (size_t)(q->rows > 0 ? q->rows : HISTORY_ROWS);
    if (!extent->cut)
        extent->whole_from_ms = q->start_ms;
    else if (oldest_ms >= 0 && oldest_ms + steps[q->step].ms < q->end_ms)
        extent->whole_from_ms = oldest_ms + steps[q->step].ms;
    else
        extent->whole_from_ms = q->end_ms;
}

static int compare_facts(const void *a, const void *b)
{
    const struct history_fact *x = a, *y = b;
    int by_id = strcmp(x->queue_id, y->queue_id);

    if (by_id)
        return by_id;
    if (x->time_ms != y->time_ms)
        return x->time_ms < y->time_ms ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void merge_int(int64_t *into, int64_t from)
{
    if (from >= 0)
        *into = from;
}

static void merge_tally(struct history_tally *into, const struct history_tally *from)
{
    merge_int(&into->count, from->count);
    merge_int(&into->lag_ms, from->lag_ms);
    merge_int(&into->retries, from->retries);
}

static void merge_fact(struct history_row *row, const struct history_fact *fact)
{
    switch (fact->part) {
    case HISTORY_BACKLOG:
        merge_int(&row->messages, fact->messages);
        merge_int(&row->bytes, fact->bytes);
        break;
    case HISTORY_DELAYED: merge_int(&row->delayed, fact->messages); break;
    case HISTORY_CONCURRENCY:
        if (fact->concurrency >= 0.0)
            row->concurrency = fact->concurrency;
        break;
    case HISTORY_OPERATIONS: merge_tally(&row->did[fact->action], &fact->tally); break;
    case HISTORY_PARTS: break;
    }
}

static bool begins_queue(const struct history *h, size_t i)
{
    return i == 0 || strcmp(h->facts[i].queue_id, h->facts[i - 1].queue_id) != 0;
}

/* The facts of one queue and time, or of a queue's whole span. */
static bool begins_row(const struct history *h, size_t i)
{
    return begins_queue(h, i) || h->facts[i].time_ms != h->facts[i - 1].time_ms;
}

static struct history_row unknown_row(int64_t time_ms)
{
    struct history_row row = {
        .time_ms = time_ms, .messages = -1, .bytes = -1, .delayed = -1, .concurrency = -1.0};

    forget_tallies(row.did);
    return row;
}

/* The sorted facts, those of a queue one after the other, what is about the whole span first. */
static void collect(struct history *h, struct history_queue *queues)
{
    struct history_queue *q = queues;
    size_t n_queues = 0, n_rows = 0, n_did = 0;

    for (size_t i = 0; i < h->n_facts; i++) {
        const struct history_fact *fact = &h->facts[i];
        bool in_total = fact->time_ms < 0, begins = begins_row(h, i);

        if (begins_queue(h, i)) {
            q = &queues[n_queues++];
            memcpy(q->id, fact->queue_id, ID_BYTES);
            q->rows = &h->rows[n_rows];
        }
        if (begins && in_total) {
            q->did = &h->did[n_did];
            forget_tallies(&h->did[n_did]);
            n_did += HISTORY_ACTIONS;
        } else if (begins) {
            h->rows[n_rows++] = unknown_row(fact->time_ms);
            q->n++;
        }
        if (in_total)
            merge_tally(&h->did[n_did - HISTORY_ACTIONS + fact->action], &fact->tally);
        else
            merge_fact(&h->rows[n_rows - 1], fact);
    }
}

void history_finish(struct history *h)
{
    struct history_queue *queues;
    size_t n_rows = 0, n_totals = 0;

    if (h->n_facts)
        qsort(h->facts, h->n_facts, sizeof(*h->facts), compare_facts);
    for (size_t i = 0; i < h->n_facts; i++) {
        h->n += begins_queue(h, i);
        n_totals += begins_row(h, i) && h->facts[i].time_ms < 0;
        n_rows += begins_row(h, i) && h->facts[i].time_ms >= 0;
    }
    queues = mem_new(h->n, sizeof(*queues));
    h->rows = mem_new(n_rows, sizeof(*h->rows));
    h->did = mem_new(n_totals * HISTORY_ACTIONS, sizeof(*h->did));
    collect(h, queues);
    h->queues = queues;
    free(h->facts);
    h->facts = NULL;
    h->n_facts = 0;
}

static int compare_id(const void *id, const void *queue)
{
    return strcmp(id, ((const struct history_queue *)queue)->id);
}

const struct history_queue *history_find(const struct history *h, const char *queue_id)
{
    return h->n ? bsearch(queue_id, h->queues, h->n, sizeof(*h->queues), compare_id) : NULL;
}

static bool is_told(const struct history *h, const struct history_row *row)
{
    for (size_t i = 0; i < HISTORY_ACTIONS; i++)
        if (row->did[i].count >= 0)
            return row->time_ms >= h->parts[HISTORY_OPERATIONS].whole_from_ms;
    return false;
}

int64_t history_count(const struct history *h, const struct history_row *row,
                      enum history_action action)
{
    int64_t count = row->did[action].count;

    if (row->time_ms + history_step_ms(h->asked.step) > h->asked.end_ms)
        return -1;
    return count < 0 && is_told(h, row) ? 0 : count;
}
