#include "cli/print/prometheus.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"

#include <stdlib.h>
#include <string.h>

/* Each gives the number of its family; false: not known. */
typedef bool read_number(const struct measured *m, double *number);

static bool give(bool known, double value, double *number)
{
    *number = value;
    return known;
}

static bool read_backlog(const struct measured *m, double *number)
{
    return give(m->backlog >= 0, (double)m->backlog, number);
}

static bool read_bytes(const struct measured *m, double *number)
{
    return give(m->bytes >= 0, (double)m->bytes, number);
}

static bool read_age(const struct measured *m, double *number)
{
    return give(m->age_ms >= 0, (double)m->age_ms / 1000, number);
}

static bool read_growth(const struct measured *m, double *number)
{
    return give(m->has_growth, m->per_s, number);
}

static bool read_loss(const struct measured *m, double *number)
{
    return give(m->loss_ms >= 0, (double)m->loss_ms / 1000, number);
}

static bool read_paused(const struct measured *m, double *number)
{
    return give(m->paused != FLAG_UNKNOWN, m->paused == FLAG_YES, number);
}

static bool read_measured_age(const struct measured *m, double *number)
{
    return give(m->old_ms >= 0, (double)m->old_ms / 1000, number);
}

static const struct family {
    const char *name, *help;
    read_number *read; /* NULL: the verdict, a sample for each */
} families[] = {
    {"backlog_messages", "Messages in the queue.", read_backlog},
    {"backlog_bytes", "Bytes of the messages in the queue.", read_bytes},
    {"oldest_message_age_seconds", "Age of the oldest message, 0 in an empty queue.", read_age},
    {"growth_messages_per_second", "What the backlog grows by, below 0 what it shrinks by.",
     read_growth},
    {"first_loss_seconds", "Time until retention ends for the first message that is not consumed.",
     read_loss},
    {"paused", "1 where delivery is paused.", read_paused},
    {"verdict", "1 for the verdict on the queue, 0 for all others.", NULL},
    {"measured_age_seconds", "Time since the backlog was measured.", read_measured_age},
};

/* Made safe for a terminal, which leaves names that the API takes as they are; then by the rules of
 * the format. */
static void append_value(struct buf *out, const char *text)
{
    struct buf safe;

    buf_init(&safe, out->cap);
    dtext_append(&safe, text, strlen(text));
    for (size_t i = 0; i < safe.len; i++) {
        if (safe.bytes[i] == '\\' || safe.bytes[i] == '"')
            buf_append_byte(out, '\\');
        buf_append_byte(out, safe.bytes[i]);
    }
    buf_free(&safe);
}

static void append_sample(struct buf *out, const struct family *f, const struct measured *m,
                          const char *verdict, double number)
{
    buf_print(out, "cfqtop_queue_%s{queue=\"", f->name);
    append_value(out, m->name);
    buf_append_str(out, "\",queue_id=\"");
    append_value(out, m->id);
    if (verdict)
        buf_print(out, "\",verdict=\"%s", verdict);
    buf_print(out, "\"} %.15g\n", number);
}

/* As a state set. */
static void append_verdict(struct buf *out, const struct family *f, const struct measured *m)
{
    for (int kind = DRAIN_UNKNOWN + 1; m->has_verdict && kind < DRAIN_COUNT; kind++)
        append_sample(out, f, m, measured_word((enum drain_kind)kind),
                      m->drain.kind == (enum drain_kind)kind);
}

bool prometheus_append(struct buf *out, const struct measured *items, size_t n)
{
    double number;

    for (size_t i = 0; i < ARRAY_LEN(families); i++) {
        const struct family *f = &families[i];

        buf_print(out, "# HELP cfqtop_queue_%s %s\n# TYPE cfqtop_queue_%s gauge\n", f->name,
                  f->help, f->name);
        for (size_t j = 0; j < n; j++) {
            if (!f->read)
                append_verdict(out, f, &items[j]);
            else if (f->read(&items[j], &number))
                append_sample(out, f, &items[j], NULL, number);
        }
    }
    return !out->overflow;
}
