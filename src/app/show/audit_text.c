#include "app/show/audit_text.h"

#include <string.h>

static bool is_same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

/* The record of what came of an intent; NULL: none is there. */
static const struct audit_record *find_result(const struct audit_page *page, size_t i)
{
    const struct audit_record *intent = &page->items[i];

    for (size_t k = i + 1; k < page->n; k++)
        if (page->items[k].is_result && page->items[k].n == intent->n &&
            is_same(page->items[k].run, intent->run))
            return &page->items[k];
    return NULL;
}

static void add_words(struct buf *out, const char *words)
{
    for (; words && *words; words++)
        buf_append(out, *words == '\n' ? "\r" : words, 1);
}

/* ": 3 acked, 1 warned", each word where it first stands. */
static void add_outcomes(struct buf *out, const struct audit_record *r)
{
    const char *sign = ": ";

    for (size_t i = 0; i < r->n_messages; i++) {
        const char *word = r->messages[i].result;
        size_t count = 0;
        bool first = word != NULL;

        for (size_t k = 0; k < i && first; k++)
            first = !is_same(r->messages[k].result, word);
        if (!first)
            continue;
        for (size_t k = i; k < r->n_messages; k++)
            count += is_same(r->messages[k].result, word);
        buf_print(out, "%s%zu ", sign, count);
        add_words(out, word);
        sign = ", ";
    }
}

static void add_record(struct buf *out, const struct audit_record *intent,
                       const struct audit_record *result, enum times times)
{
    struct format at;

    buf_print(out, "%-14s  ", format_stamp(&at, intent->wall_ms, times == TIMES_LOCAL));
    buf_print(out, "%-8.8s  ", intent->op ? intent->op : "-");
    add_words(out, intent->queue ? intent->queue : intent->queue_id ? intent->queue_id : "-");
    if (!result) {
        buf_print(out, ": %zu, and no answer is on record", intent->n_messages);
    } else {
        add_outcomes(out, result);
        if (result->error) {
            buf_append_str(out, ": ");
            add_words(out, result->error);
        }
    }
    buf_append_byte(out, '\n');
}

void audit_text_print(struct buf *out, const struct audit_page *page, enum times times)
{
    for (size_t i = 0; i < page->n; i++)
        if (!page->items[i].is_result)
            add_record(out, &page->items[i], find_result(page, i), times);
}
