#include "app/narrow.h"

#include "app/messages.h"
#include "app/queues.h"
#include "body/decode.h"

#include <string.h>

enum { HOLDS_MS = 300000, PREVIEW_BYTES = 512, SEARCHED_BYTES = 64000 };

enum state { PAUSED, NONEMPTY, DLQ, WORKER, PULL, GROWING };

static const char *const state_names[] = {
    [PAUSED] = "paused", [NONEMPTY] = "nonempty", [DLQ] = "dlq",       [WORKER] = "worker",
    [PULL] = "pull",     [GROWING] = "growing",   [GROWING + 1] = NULL};

const char *const *narrow_queue_states(void)
{
    return state_names;
}

bool narrow_is_measured(const struct filter *f)
{
    return filter_states(f) & (1u << NONEMPTY | 1u << GROWING);
}

static void set(struct filter_row *row, enum state state, bool is)
{
    row->is |= (unsigned)is << state;
}

/* The rate as of the last measurement: a queue out of sight has no newer one. */
static void set_measured(struct filter_row *out, const struct queue_stats *stats,
                         int64_t now_mono_ms)
{
    bool fresh = stats->measured_mono_ms >= 0 && now_mono_ms - stats->measured_mono_ms <= HOLDS_MS;
    int64_t per_min = 0;

    if (!fresh || stats->metrics.backlog_count < 0)
        out->unknown |= 1u << NONEMPTY;
    if (!fresh || !queue_rate(stats, stats->measured_mono_ms, &per_min))
        out->unknown |= 1u << GROWING;
    set(out, NONEMPTY, stats->metrics.backlog_count > 0);
    set(out, GROWING, per_min > 0);
}

bool narrow_queue(const struct filter *f, const struct queue_row *row, int64_t now_mono_ms)
{
    const struct queue *q = row->queue;
    struct filter_text name = {q->name, strlen(q->name)};
    struct filter_row out = {.texts = &name, .n_texts = 1};

    if (filter_states(f)) {
        set(&out, PAUSED, q->paused == FLAG_YES);
        set(&out, DLQ, row->is_dlq);
        set(&out, WORKER, queue_find_consumer(q, CONSUMER_WORKER) != NULL);
        set(&out, PULL, queue_find_consumer(q, CONSUMER_HTTP_PULL) != NULL);
        set_measured(&out, row->stats, now_mono_ms);
    }
    return filter_match(f, &out);
}

bool narrow_message(const struct filter *f, const struct message_row *row)
{
    const struct message *m = row->message;
    const char *type = m->type_text ? m->type_text : "";
    char preview[PREVIEW_BYTES];
    struct filter_text texts[4];
    struct filter_row out = {.texts = texts, .n_texts = 4};
    struct body body;
    bool matches;

    if (!f->n)
        return true;
    body_decode_part(&body, m, SEARCHED_BYTES);
    body_make_readable(&body, SEARCHED_BYTES);
    texts[0] = (struct filter_text){m->id, strlen(m->id)};
    texts[1] = (struct filter_text){type, strlen(type)};
    texts[2] = (struct filter_text){preview, body_preview(m, preview, sizeof(preview))};
    texts[3] = (struct filter_text){body.bytes, body.len};
    matches = filter_match(f, &out);
    body_free(&body);
    return matches;
}
