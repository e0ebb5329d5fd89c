#include "parts/filter/row_filter.h"

#include "base/memory/array.h"
#include "parts/filter/queue_amounts.h"

#include <string.h>

enum state {
#define QUEUE_STATE(id, word, is) id,
#include "parts/filter/fields.def"
};

static const char *const state_names[] = {
#define QUEUE_STATE(id, word, is) word,
#include "parts/filter/fields.def"
    NULL};

struct queue_of {
    const struct queue_row *row;
    const struct instant *now;
    struct filter_text name;
};

static void set_states(struct filter_row *out, const struct queue_row *row,
                       const struct instant *now)
{
    const struct queue *q = row->queue;
    struct drain d = drain_find(row, now);

    if (!queue_amounts_are_fresh(row, now) || row->stats->metrics.backlog_count < 0)
        out->unknown |= 1u << NONEMPTY;
    if (d.trend.verdict == TREND_UNKNOWN || !queue_amounts_trend_holds(&d))
        out->unknown |= 1u << GROWING;
#define QUEUE_STATE(id, word, is_so) out->is |= (unsigned)(is_so) << id;
#include "parts/filter/fields.def"
}

#define QUEUE_NUMBER(title, what, like, read)                                                      \
    static bool read_##title(const struct filter_row *row, int64_t *number)                        \
    {                                                                                              \
        const struct queue_of *of = row->of;                                                       \
                                                                                                   \
        return read(of->row, of->now, number);                                                     \
    }
#include "parts/filter/fields.def"

static const struct filter_field queue_fields[] = {
#define QUEUE_NUMBER(title, what, like, read)                                                      \
    {.name = #title,                                                                               \
     .unit = FILTER_##what,                                                                        \
     .example = like,                                                                              \
     .moves = true,                                                                                \
     .read_number = read_##title},
#include "parts/filter/fields.def"
};

const struct filter_language *row_filter_queue_language(void)
{
    static const struct filter_language language = {
        .states = state_names, .fields = queue_fields, .n_fields = ARRAY_LEN(queue_fields)};

    return &language;
}

const struct filter_language *row_filter_alert_language(void)
{
    static const struct filter_language language = {.states = state_names,
                                                    .fields = queue_fields,
                                                    .n_fields = ARRAY_LEN(queue_fields),
                                                    .names = true};

    return &language;
}

/* of is what the row is made of, and stays as long. */
static struct filter_row make_row(const struct filter *f, struct queue_of *of,
                                  const struct queue_row *row, const struct instant *now)
{
    struct filter_row out = {.of = of, .texts = &of->name, .n_texts = 1};

    *of = (struct queue_of){row, now, {row->queue->name, strlen(row->queue->name)}};
    if (filter_states(f))
        set_states(&out, row, now);
    return out;
}

bool row_filter_queue(struct filter *f, const struct queue_row *row, const struct instant *now)
{
    return row_filter_ask_queue(f, row, now) != FILTER_NO;
}

enum filter_answer row_filter_ask_queue(struct filter *f, const struct queue_row *row,
                                        const struct instant *now)
{
    struct queue_of of;
    struct filter_row out = make_row(f, &of, row, now);

    return filter_ask(f, &out);
}

bool row_filter_fits_name(struct filter *f, const struct queue_row *row)
{
    struct filter_text name = {row->queue->name, strlen(row->queue->name)};
    struct filter_row out = {.texts = &name, .n_texts = 1};

    return filter_fits_texts(f, &out);
}

bool row_filter_is_back(const struct filter *f, const struct queue_row *row,
                        const struct instant *now, int percent)
{
    struct queue_of of;
    struct filter_row out = make_row(f, &of, row, now);

    return filter_is_back(f, &out, percent);
}

void row_filter_print_facts(const struct filter *f, const struct queue_row *row,
                            const struct instant *now, struct text_line *line)
{
    struct queue_of of;
    struct filter_row out = make_row(f, &of, row, now);

    filter_print_facts(f, &out, line);
}
