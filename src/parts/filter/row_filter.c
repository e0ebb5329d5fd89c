#include "parts/filter/row_filter.h"

#include "base/array.h"
#include "parts/list/queue_row.h"

#include <string.h>

enum { HOLDS_MS = 300000 };

enum state { PAUSED, NONEMPTY, DLQ, WORKER, PULL, GROWING, STATES };

static const char *const state_names[] = {
    [PAUSED] = "paused", [NONEMPTY] = "nonempty", [DLQ] = "dlq",  [WORKER] = "worker",
    [PULL] = "pull",     [GROWING] = "growing",   [STATES] = NULL};
_Static_assert(ARRAY_LEN(state_names) == STATES + 1, "every state has its name");

static bool is_fresh(const struct queue_stats *stats, int64_t now_mono_ms)
{
    return stats->measured_mono_ms >= 0 && now_mono_ms - stats->measured_mono_ms <= HOLDS_MS;
}

static void set(struct filter_row *row, enum state state, bool is)
{
    row->is |= (unsigned)is << state;
}

/* The rate as of the last measurement: a queue out of sight has no newer one. */
static void set_measured(struct filter_row *out, const struct queue_stats *stats, bool fresh)
{
    int64_t per_min = 0;

    if (!fresh || stats->metrics.backlog_count < 0)
        out->unknown |= 1u << NONEMPTY;
    if (!fresh || !queue_rate(stats, stats->measured_mono_ms, &per_min))
        out->unknown |= 1u << GROWING;
    set(out, NONEMPTY, stats->metrics.backlog_count > 0);
    set(out, GROWING, per_min > 0);
}

struct queue_of {
    const struct metrics *metrics; /* NULL: too old */
    const struct instant *now;
};

static bool know(int64_t value, int64_t *number)
{
    *number = value;
    return value >= 0;
}

static bool read_backlog(const struct filter_row *row, int64_t *number)
{
    const struct queue_of *q = row->of;

    return q->metrics && know(q->metrics->backlog_count, number);
}

static bool read_bytes(const struct filter_row *row, int64_t *number)
{
    const struct queue_of *q = row->of;

    return q->metrics && know(q->metrics->backlog_bytes, number);
}

static bool read_oldest(const struct filter_row *row, int64_t *number)
{
    const struct queue_of *q = row->of;

    *number = q->metrics ? q->now->wall_ms - q->metrics->oldest_ms : 0;
    return q->metrics && q->metrics->oldest_ms >= 0;
}

static const struct filter_field queue_fields[] = {
    {.name = "backlog",
     .unit = FILTER_COUNT,
     .example = "backlog>1000",
     .help = "messages",
     .moves = true,
     .read_number = read_backlog},
    {.name = "size",
     .unit = FILTER_SIZE,
     .example = "size>1M",
     .help = "bytes",
     .moves = true,
     .read_number = read_bytes},
    {.name = "oldest",
     .unit = FILTER_SPAN,
     .example = "oldest>1h",
     .help = "age of its oldest",
     .moves = true,
     .read_number = read_oldest},
};

const struct filter_language *row_filter_queue_language(void)
{
    static const struct filter_language language = {state_names, queue_fields,
                                                    ARRAY_LEN(queue_fields), false};

    return &language;
}

bool row_filter_is_measured(const struct filter *f)
{
    return filter_moves(f) || filter_states(f) & (1u << NONEMPTY | 1u << GROWING);
}

bool row_filter_queue(struct filter *f, const struct queue_row *row, const struct instant *now)
{
    const struct queue *q = row->queue;
    struct filter_text name = {q->name, strlen(q->name)};
    bool fresh = is_fresh(row->stats, now->mono_ms);
    struct queue_of of = {fresh ? &row->stats->metrics : NULL, now};
    struct filter_row out = {.of = &of, .texts = &name, .n_texts = 1};

    if (filter_states(f)) {
        set(&out, PAUSED, q->paused == FLAG_YES);
        set(&out, DLQ, row->is_dlq);
        set(&out, WORKER, queue_find_consumer(q, CONSUMER_WORKER) != NULL);
        set(&out, PULL, queue_find_consumer(q, CONSUMER_HTTP_PULL) != NULL);
        set_measured(&out, row->stats, fresh);
    }
    return filter_match(f, &out);
}
