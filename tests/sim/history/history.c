#include "tests/sim/history/history.h"

#include "base/memory/mem.h"
#include "tests/sim/history/past.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_POINTS = 2048, /* a day and a half of minutes */
    MOST_OPS = 4 * MOST_POINTS,
    BILLED_BYTES = 64000, /* an operation is billed for each of so many */
    BATCH_MS = 1500       /* what a Worker takes for a batch */
};

/* Samples of the backlog in one minute. */
struct point {
    int64_t minute;
    int64_t samples;
    int64_t messages; /* sums */
    int64_t bytes;
    int64_t delayed;
};

struct op {
    int64_t minute;
    enum history_series series;
    struct history_sum sum;
};

struct history {
    struct point *points; /* both in order of time */
    size_t n_points;
    struct op *ops;
    size_t n_ops;
    int64_t pending_ms; /* when the last operation was whose sample is not yet taken; 0: none */
    struct past *past;
};

void history_free(struct history *h)
{
    if (!h)
        return;
    past_free(h->past);
    free(h->points);
    free(h->ops);
    free(h);
}

static struct history *need_history(struct sim_queue *q)
{
    if (!q->history)
        q->history = mem_new(1, sizeof(*q->history));
    return q->history;
}

/* Makes room behind n items of size bytes; when there are most (a power of two) the oldest quarter
 * is forgotten instead, which leaves mem_grow() nothing to do before there are most again. */
static void *make_room(void *items, size_t *n, size_t most, size_t size)
{
    size_t gone = most / 4;

    if (*n < most)
        return mem_grow(items, *n, size);
    assert(items);
    memmove(items, (char *)items + gone * size, (*n - gone) * size);
    *n -= gone;
    return items;
}

/* The point of a minute, which is not before the last one. */
static struct point *need_point(struct history *h, int64_t minute)
{
    struct point *last = h->n_points > 0 ? &h->points[h->n_points - 1] : NULL;

    if (last && last->minute >= minute)
        return last;
    h->points = make_room(h->points, &h->n_points, MOST_POINTS, sizeof(*h->points));
    last = &h->points[h->n_points++];
    *last = (struct point){.minute = minute};
    return last;
}

/* What is due while the clock jumps comes in the order of the queue, not of time: it is never put
 * before what was noted already. */
static struct op *need_op(struct history *h, enum history_series series, int64_t minute)
{
    size_t i = h->n_ops;

    if (i > 0 && h->ops[i - 1].minute > minute)
        minute = h->ops[i - 1].minute;
    while (i > 0 && h->ops[i - 1].minute == minute)
        if (h->ops[--i].series == series)
            return &h->ops[i];
    h->ops = make_room(h->ops, &h->n_ops, MOST_OPS, sizeof(*h->ops));
    h->ops[h->n_ops] = (struct op){.minute = minute, .series = series};
    return &h->ops[h->n_ops++];
}

/* The queue as it is since the last operation. */
static void take_sample(struct history *h, struct sim_queue *q)
{
    struct point *p = need_point(h, h->pending_ms / HISTORY_MINUTE_MS);

    p->samples++;
    p->messages += q->count;
    p->bytes += q->bytes;
    p->delayed += (int64_t)delays_count(&q->delays, h->pending_ms);
    h->pending_ms = 0;
}

static struct history_sum *note(struct sim_queue *q, enum history_series series, int64_t size,
                                int64_t now)
{
    struct history *h = need_history(q);
    struct history_sum *sum;

    if (h->pending_ms > 0 && h->pending_ms != now)
        take_sample(h, q);
    h->pending_ms = now;
    sum = &need_op(h, series, now / HISTORY_MINUTE_MS)->sum;
    sum->count++;
    sum->billable += size / BILLED_BYTES + (size % BILLED_BYTES > 0 || size == 0);
    sum->bytes += size;
    if (size > sum->max_size)
        sum->max_size = size;
    return sum;
}

void history_note(struct sim_queue *q, enum history_series series, const struct sim_message *m,
                  int64_t now)
{
    struct history_sum *sum = note(q, series, (int64_t)m->content->raw_len, now);

    sum->lag_ms += now > m->timestamp_ms ? now - m->timestamp_ms : 0;
    sum->retries += m->attempts > 1 ? m->attempts - 1 : 0;
}

void history_note_write(struct sim_queue *q, int64_t size, int64_t now)
{
    note(q, HISTORY_WRITE, size, now);
}

void history_set_past(struct sim_queue *q, struct past *past)
{
    struct history *h = need_history(q);

    past_free(h->past);
    h->past = past;
}

struct history_cursor history_seek(struct sim_queue *q, int64_t from_minute)
{
    struct history_cursor c = {.queue = q, .minute = from_minute};
    const struct history *h = q->history;

    if (!h)
        return c;
    if (h->pending_ms > 0)
        take_sample(q->history, q);
    while (c.point < h->n_points && h->points[c.point].minute < from_minute)
        c.point++;
    while (c.op < h->n_ops && h->ops[c.op].minute < from_minute)
        c.op++;
    return c;
}

/* The first minute from c on that may hold something, or until. */
static int64_t find_next(const struct history_cursor *c, int64_t until)
{
    const struct history *h = c->queue->history;
    int64_t next = until;

    if (c->op < h->n_ops && h->ops[c->op].minute < next)
        next = h->ops[c->op].minute;
    if (h->past && past_next(h->past, c->minute) < next)
        next = past_next(h->past, c->minute);
    return next > c->minute ? next : c->minute;
}

static void add_sum(struct history_minute *out, enum history_series series,
                    const struct history_sum *from)
{
    struct history_sum *to = &out->sums[series];

    if (!(out->present & 1u << series)) {
        out->present |= 1u << series;
        *to = *from;
        return;
    }
    to->count += from->count;
    to->billable += from->billable;
    to->bytes += from->bytes;
    to->lag_ms += from->lag_ms;
    to->retries += from->retries;
    if (from->max_size > to->max_size)
        to->max_size = from->max_size;
}

/* What was lived in out->minute; a sample that was measured stands for what is made up. */
static void add_lived(struct history_cursor *c, struct history_minute *out)
{
    const struct history *h = c->queue->history;

    while (c->point < h->n_points && h->points[c->point].minute < out->minute)
        c->point++;
    if (c->point < h->n_points && h->points[c->point].minute == out->minute) {
        const struct point *p = &h->points[c->point];

        out->has_backlog = true;
        out->messages = (double)p->messages / (double)p->samples;
        out->bytes = (double)p->bytes / (double)p->samples;
        out->delayed = (double)p->delayed / (double)p->samples;
    }
    for (; c->op < h->n_ops && h->ops[c->op].minute == out->minute; c->op++)
        add_sum(out, h->ops[c->op].series, &h->ops[c->op].sum);
}

/* How many invocations of the Worker ran at a time, for so many messages in a minute. */
static double guess_concurrency(const struct sim_queue *q, int64_t reads)
{
    const struct sim_consumer *c = world_find_consumer(q, SIM_WORKER);
    int64_t batches = c ? (reads + c->batch_size - 1) / c->batch_size : reads;
    double n = (double)batches * BATCH_MS / HISTORY_MINUTE_MS;

    if (c && c->max_concurrency > 0 && n > (double)c->max_concurrency)
        n = (double)c->max_concurrency;
    return n < 1 ? 1 : n;
}

bool history_next(struct history_cursor *c, int64_t until, struct history_minute *out)
{
    const struct history *h = c->queue->history;

    while (h && (c->minute = find_next(c, until)) < until) {
        *out = (struct history_minute){.minute = c->minute};
        if (h->past)
            past_read(h->past, out);
        add_lived(c, out);
        if (out->concurrency <= 0 && out->present & 1u << HISTORY_READ_WORKER)
            out->concurrency = guess_concurrency(c->queue, out->sums[HISTORY_READ_WORKER].count);
        c->minute++;
        if (out->present)
            return true;
    }
    return false;
}
