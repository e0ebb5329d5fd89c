#include "parts/filter/row_filter.h"

#include "base/memory/array.h"
#include "parts/queues/drain.h"

#include <string.h>

enum { HOLDS_MS = 300000 };

enum state {
#define QUEUE_STATE(id, word, is) id,
#include "parts/filter/fields.def"
};

static const char *const state_names[] = {
#define QUEUE_STATE(id, word, is) word,
#include "parts/filter/fields.def"
    NULL};

static bool is_fresh(const struct queue_stats *stats, int64_t now_mono_ms)
{
    return stats->measured_mono_ms >= 0 && now_mono_ms - stats->measured_mono_ms <= HOLDS_MS;
}

static void set_states(struct filter_row *out, const struct queue_row *row,
                       const struct instant *now, bool fresh)
{
    const struct queue *q = row->queue;
    struct drain d = drain_find(row, now);

    if (!fresh || row->stats->metrics.backlog_count < 0)
        out->unknown |= 1u << NONEMPTY;
    if (d.trend.verdict == TREND_UNKNOWN)
        out->unknown |= 1u << GROWING;
#define QUEUE_STATE(id, word, is_so) out->is |= (unsigned)(is_so) << id;
#include "parts/filter/fields.def"
}

struct queue_of {
    const struct metrics *metrics; /* NULL: too old */
    const struct instant *now;
};

#define QUEUE_NUMBER(title, what, like, known, value)                                              \
    static bool read_##title(const struct filter_row *row, int64_t *number)                        \
    {                                                                                              \
        const struct queue_of *of = row->of;                                                       \
                                                                                                   \
        *number = of->metrics ? (value) : 0;                                                       \
        return of->metrics && (known);                                                             \
    }
#include "parts/filter/fields.def"

static const struct filter_field queue_fields[] = {
#define QUEUE_NUMBER(title, what, like, known, value)                                              \
    {.name = #title,                                                                               \
     .unit = FILTER_##what,                                                                        \
     .example = like,                                                                              \
     .moves = true,                                                                                \
     .read_number = read_##title},
#include "parts/filter/fields.def"
};

const struct filter_language *row_filter_queue_language(void)
{
    static const struct filter_language language = {state_names, queue_fields,
                                                    ARRAY_LEN(queue_fields), false};

    return &language;
}

bool row_filter_queue(struct filter *f, const struct queue_row *row, const struct instant *now)
{
    struct filter_text name = {row->queue->name, strlen(row->queue->name)};
    bool fresh = is_fresh(row->stats, now->mono_ms);
    struct queue_of of = {fresh ? &row->stats->metrics : NULL, now};
    struct filter_row out = {.of = &of, .texts = &name, .n_texts = 1};

    if (filter_states(f))
        set_states(&out, row, now, fresh);
    return filter_match(f, &out);
}
