#include "base/memory/mem.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "body/decode/decode.h"
#include "body/decode/message_line.h"
#include "body/decode/text.h"
#include "cli/print/print.h"
#include "cli/print/table.h"

#include <stdlib.h>
#include <string.h>

enum {
    PREVIEW_BYTES = 1024,
    PREVIEW_SLACK = 32, /* what is left free of it at the most when there is more */
    SMALL_BYTES = 200,  /* what is so small is in it whole, as whatever it is shown */
    PREFIX_BYTES = 64,
    PREVIEW_COLS = 60,
    PULL_PREVIEW_COLS = 40, /* the lease behind it makes the line long anyway */
    LEAST_PREVIEW_COLS = 20,
    OTHER_COLS = 7 + 8 + 5 + 7 + 32 + 5 * 2 /* of the columns before the preview */
};

static const struct table_column columns[] = {
    {"AGE", true, 10}, {"ATTEMPTS", true, 10},        {"TYPE", false, 10}, {"SIZE", true, 10},
    {"ID", false, 64}, {"BODY", false, PREVIEW_COLS}, {"LEASE", false, 0}};

enum { N_COLUMNS = sizeof columns / sizeof *columns, PREVIEW = 5 };

static void add_hex(struct table *t, const struct body *body)
{
    struct buf text;

    buf_init(&text, OUTPUT_LINE_BYTES);
    for (size_t i = 0; i < body->len; i++)
        buf_print(&text, "%s%02x", i ? " " : "", (unsigned char)body->bytes[i]);
    table_add_bytes(t, text.bytes, text.len);
    buf_free(&text);
}

/* "gzip› " and the like, which a preview begins with; 0: nothing of the kind. */
static size_t find_prefix(const char *preview, size_t n)
{
    const char *arrow = dtext_is_ascii() ? "> " : "› ";
    const char *at = memmem(preview, n < PREFIX_BYTES ? n : PREFIX_BYTES, arrow, strlen(arrow));

    return at ? (size_t)(at - preview) + strlen(arrow) : 0;
}

/* All of a body, on one line: as the preview begins it. */
static void add_body(struct table *t, const struct message *m, const char *preview, size_t n,
                     bool made)
{
    size_t prefix = made ? find_prefix(preview, n) : 0;
    struct body body;
    char *line;

    body_decode_readable(&body, m);
    if (body.form != BODY_BYTES || text_is_readable(body.bytes, body.len, false)) {
        line = mem_new(prefix + body.len + 1, 1);
        memcpy(line, preview, prefix);
        n = prefix + body_squeeze(line + prefix, body.len, body.bytes, body.len, made);
        table_add_bytes(t, line, n);
        free(line);
    } else {
        add_hex(t, &body);
    }
    body_free(&body);
}

/* The preview may not be all of it; made: of what was unpacked or printed, and not as it came. */
static bool is_cut(const struct message *m, size_t n, bool *made)
{
    struct body body;
    bool large;

    body_decode(&body, m);
    *made = body.layers > 0 || forms_get(body.form)->print;
    large = *made && body.len > SMALL_BYTES;
    body_free(&body);
    return large || n + PREVIEW_SLACK > PREVIEW_BYTES;
}

static void add_preview(struct table *t, const struct message *m)
{
    char preview[PREVIEW_BYTES];
    size_t n = m->body ? body_preview(m, preview, sizeof preview) : 0;
    bool made = false;

    if (t->whole && m->body && is_cut(m, n, &made))
        add_body(t, m, preview, n, made);
    else
        table_add_bytes(t, preview, n);
}

static void add_message(struct table *t, const struct batch *b, const struct message *m,
                        struct instant now)
{
    int64_t age = now.wall_ms > m->timestamp_ms ? now.wall_ms - m->timestamp_ms : 0;
    struct format f;

    table_add(t, format_span(&f, m->timestamp_ms < 0 ? -1 : age));
    table_add(t, format_count(&f, m->attempts));
    table_add(t, m->type_text);
    table_add(t, format_bytes(&f, m->body ? (int64_t)body_size(m) : -1));
    table_add(t, m->id);
    add_preview(t, m);
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
    table_init(&t, o, mine, pull ? N_COLUMNS : N_COLUMNS - 1);
    for (size_t i = 0; i < b->n; i++)
        add_message(&t, b, &b->items[i], now);
    table_finish(&t);
}

void print_messages_json(struct output *o, const struct batch *b, const char *queue_name)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    for (size_t i = 0; i < b->n; i++) {
        buf_clear(&line);
        if (!message_line_append(&line, &b->items[i], queue_name))
            output_fail("message %s is too large to print", b->items[i].id);
        else
            output_write_line(o, line.bytes, line.len);
    }
    buf_free(&line);
}
