#include "base/format.h"
#include "body/decode/decode.h"
#include "body/decode/message_line.h"
#include "cli/print.h"
#include "cli/table.h"

#include <string.h>

enum {
    PREVIEW_BYTES = 1024,
    PREVIEW_COLS = 60,      /* without a terminal */
    PULL_PREVIEW_COLS = 40, /* the lease behind it makes the line long anyway */
    LEAST_PREVIEW_COLS = 20,
    OTHER_COLS = 7 + 8 + 5 + 7 + 32 + 5 * 2 /* of the columns before the preview */
};

static const struct table_column columns[] = {
    {"AGE", true, 10}, {"ATTEMPTS", true, 10},        {"TYPE", false, 10}, {"SIZE", true, 10},
    {"ID", false, 64}, {"BODY", false, PREVIEW_COLS}, {"LEASE", false, 0}};

enum { N_COLUMNS = sizeof columns / sizeof *columns, PREVIEW = 5 };

static void add_message(struct table *t, const struct batch *b, const struct message *m,
                        struct instant now)
{
    int64_t age = now.wall_ms > m->timestamp_ms ? now.wall_ms - m->timestamp_ms : 0;
    char preview[PREVIEW_BYTES];
    struct format f;

    table_add(t, format_span(&f, m->timestamp_ms < 0 ? -1 : age));
    table_add(t, format_count(&f, m->attempts));
    table_add(t, m->type_text);
    table_add(t, format_bytes(&f, m->body ? (int64_t)body_size(m) : -1));
    table_add(t, m->id);
    table_add_bytes(t, preview, m->body ? body_preview(m, preview, sizeof preview) : 0);
    if (b->source == BATCH_PULL)
        table_add(t, m->lease_id);
}

void print_messages_table(struct output *o, const struct batch *b, struct instant now, int cols)
{
    struct table_column mine[N_COLUMNS];
    bool pull = b->source == BATCH_PULL;
    struct table t;

    memcpy(mine, columns, sizeof mine);
    if (pull)
        mine[PREVIEW].max_cols = PULL_PREVIEW_COLS;
    else if (cols > 0)
        mine[PREVIEW].max_cols =
            cols - OTHER_COLS > LEAST_PREVIEW_COLS ? cols - OTHER_COLS : LEAST_PREVIEW_COLS;
    table_init(&t, mine, pull ? N_COLUMNS : N_COLUMNS - 1);
    for (size_t i = 0; i < b->n; i++)
        add_message(&t, b, &b->items[i], now);
    table_finish(&t, o);
}

void print_messages_json(struct output *o, const struct batch *b, const char *queue_name)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    for (size_t i = 0; i < b->n; i++) {
        buf_clear(&line);
        if (!message_line_append(&line, &b->items[i], queue_name))
            output_fail("message %s is too large to print", b->items[i].id);
        else if (!output_write_line(o, line.bytes, line.len))
            break;
    }
    buf_free(&line);
}
