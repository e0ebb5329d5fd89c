#include "base/memory/array.h"
#include "base/text/format.h"
#include "body/json/json_line.h"
#include "cli/print/print.h"
#include "cli/print/table.h"

#include <stdio.h>

enum { NAME_COLS = 64 };

void print_json_line(struct output *o, const char *json)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    if (json_line_append(&line, json))
        output_write_line(o, line.bytes, line.len);
    else
        output_fail("an answer that is too large to print");
    buf_free(&line);
}

static void add_consumer(struct table *t, const struct queue *q)
{
    char text[200];
    const struct consumer *c = q->consumers;

    if (!q->n_consumers) {
        table_add(t, q->consumers_total == 0 ? "none" : NULL);
        return;
    }
    snprintf(text, sizeof text, "%s%s%s", c->type ? c->type : "-", c->script ? " " : "",
             c->script ? c->script : "");
    table_add(t, text);
}

static void add_queue(struct table *t, const struct queue *q)
{
    static const char *const delivery[] = {
        [FLAG_UNKNOWN] = NULL, [FLAG_NO] = "on", [FLAG_YES] = "paused"};
    _Static_assert(ARRAY_LEN(delivery) == FLAG_COUNT, "every flag has its word");
    struct format f;

    table_add(t, q->name);
    table_add(t, q->id);
    add_consumer(t, q);
    table_add(t, delivery[q->paused]);
    table_add(t, format_count(&f, queue_find_max_retries(q)));
    table_add(t, queue_find_dlq(q));
}

void print_queues_table(struct output *o, struct queue_page *const *pages, size_t n)
{
    static const struct table_column columns[] = {
        {"QUEUE", false, NAME_COLS},    {"ID", false, ID_BYTES},
        {"CONSUMER", false, NAME_COLS}, {"DELIVERY", false, NAME_COLS},
        {"RETRIES", true, 20},          {"DEAD LETTERS", false, NAME_COLS}};
    struct table t;

    table_init(&t, o, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < pages[i]->n; j++)
            add_queue(&t, &pages[i]->items[j]);
    table_finish(&t);
}

void print_queues_json(struct output *o, struct queue_page *const *pages, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < pages[i]->n; j++)
            print_json_line(o, pages[i]->items[j].json);
}

void print_metrics_table(struct output *o, const char *queue_name, const struct metrics *m,
                         struct instant now)
{
    static const struct table_column columns[] = {{"QUEUE", false, NAME_COLS},
                                                  {"BACKLOG", true, 30},
                                                  {"SIZE", true, 30},
                                                  {"OLDEST", true, 30}};
    int64_t age = now.wall_ms > m->oldest_ms ? now.wall_ms - m->oldest_ms : 0;
    struct format f;
    struct table t;

    table_init(&t, o, columns, sizeof columns / sizeof *columns);
    table_add(&t, queue_name);
    table_add(&t, format_count(&f, m->backlog_count));
    table_add(&t, format_bytes(&f, m->backlog_bytes));
    table_add(&t, format_span(&f, m->oldest_ms < 0 ? -1 : age));
    table_finish(&t);
}
