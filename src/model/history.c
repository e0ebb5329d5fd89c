#include "model/history.h"

#include "base/array.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What one row of the answer says. */
struct history_fact {
    char queue_id[ID_BYTES];
    size_t at; /* its place in the answer */
    struct history_row row;
};

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
    free(h);
}

static void forget_tallies(struct history_tally *did)
{
    for (size_t i = 0; i < HISTORY_DEEDS; i++)
        did[i] = (struct history_tally){-1, -1, -1};
}

struct history_row history_unknown(int64_t time_ms)
{
    struct history_row row = {
        .time_ms = time_ms, .messages = -1, .bytes = -1, .delayed = -1, .concurrency = -1.0};

    forget_tallies(row.did);
    return row;
}

void history_add(struct history *h, const char *queue_id, const struct history_row *row)
{
    struct history_fact *fact;

    MEM_GROW(h->facts, h->n_facts);
    fact = &h->facts[h->n_facts];
    *fact = (struct history_fact){.at = h->n_facts++, .row = *row};
    memcpy(fact->queue_id, queue_id, strnlen(queue_id, ID_BYTES - 1));
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
    if (x->row.time_ms != y->row.time_ms)
        return x->row.time_ms < y->row.time_ms ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void merge_int(int64_t *into, int64_t from)
{
    if (from >= 0)
        *into = from;
}

static void merge_tallies(struct history_tally *into, const struct history_tally *from)
{
    for (size_t i = 0; i < HISTORY_DEEDS; i++) {
        merge_int(&into[i].count, from[i].count);
        merge_int(&into[i].lag_ms, from[i].lag_ms);
        merge_int(&into[i].retries, from[i].retries);
    }
}

static void merge_row(struct history_row *into, const struct history_row *from)
{
    merge_int(&into->messages, from->messages);
    merge_int(&into->bytes, from->bytes);
    merge_int(&into->delayed, from->delayed);
    if (from->concurrency >= 0.0)
        into->concurrency = from->concurrency;
    merge_tallies(into->did, from->did);
}

static bool begins_queue(const struct history *h, size_t i)
{
    return i == 0 || strcmp(h->facts[i].queue_id, h->facts[i - 1].queue_id) != 0;
}

static bool begins_row(const struct history *h, size_t i)
{
    if (h->facts[i].row.time_ms < 0)
        return false;
    return begins_queue(h, i) || h->facts[i].row.time_ms != h->facts[i - 1].row.time_ms;
}

/* The sorted facts, those of a queue one after the other, what is about the whole span first. */
static void collect(struct history *h, struct history_queue *queues)
{
    struct history_queue *q = queues;
    size_t n_queues = 0, n_rows = 0;

    for (size_t i = 0; i < h->n_facts; i++) {
        const struct history_fact *fact = &h->facts[i];

        if (begins_queue(h, i)) {
            q = &queues[n_queues++];
            memcpy(q->id, fact->queue_id, ID_BYTES);
            forget_tallies(q->did);
            q->rows = &h->rows[n_rows];
        }
        if (begins_row(h, i)) {
            h->rows[n_rows++] = history_unknown(fact->row.time_ms);
            q->n++;
        }
        if (fact->row.time_ms < 0)
            merge_tallies(q->did, fact->row.did);
        else
            merge_row(&h->rows[n_rows - 1], &fact->row);
    }
}

void history_finish(struct history *h)
{
    struct history_queue *queues;
    size_t n_rows = 0;

    if (h->n_facts)
        qsort(h->facts, h->n_facts, sizeof(*h->facts), compare_facts);
    for (size_t i = 0; i < h->n_facts; i++) {
        h->n += begins_queue(h, i);
        n_rows += begins_row(h, i);
    }
    queues = mem_new(h->n, sizeof(*queues));
    h->rows = mem_new(n_rows, sizeof(*h->rows));
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
