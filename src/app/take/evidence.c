#include "app/take/evidence.h"

#include "app/command/command_run.h"
#include "app/show/fields.h"
#include "app/show/queue/describe.h"
#include "app/state.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "body/decode/message_line.h"
#include "body/json/json.h"
#include "body/json/json_line.h"

#include <stdio.h>
#include <string.h>

enum { FILE_BYTES = 16 << 20, ID_SHOWN = 40 };

static struct buf *add_file(struct evidence *e, const char *name)
{
    struct evidence_file *f = &e->files[e->n++];

    f->name = name;
    buf_init(&f->bytes, FILE_BYTES);
    return &f->bytes;
}

static int64_t wall_of(const struct app *app, int64_t mono_ms)
{
    return app->now.wall_ms - (app->now.mono_ms - mono_ms);
}

static void add_text(struct buf *out, const char *key, const char *s)
{
    if (s)
        json_line_add_string(out, key, s, strlen(s));
    else
        json_line_add_json(out, key, "null", 4);
}

/* Unknown is null, never 0. */
static void add_number(struct buf *out, const char *key, int64_t n)
{
    char text[24];

    snprintf(text, sizeof(text), "%lld", (long long)n);
    json_line_add_json(out, key, n < 0 ? "null" : text, n < 0 ? 4 : strlen(text));
}

static void add_time(struct buf *out, const char *key, int64_t wall_ms)
{
    struct format utc;

    add_text(out, key, format_utc(&utc, wall_ms));
}

static void add_samples(struct buf *out, const struct app *app, const struct series *s)
{
    struct buf list;

    buf_init(&list, FILE_BYTES);
    buf_append_byte(&list, '[');
    for (size_t i = 0; i < s->n; i++) {
        const struct sample *sample = series_at(s, i);

        buf_append_str(&list, i ? "," : "");
        json_line_append(&list, NULL);
        add_time(&list, "at", wall_of(app, sample->mono_ms));
        add_number(&list, "backlog_count", sample->count);
    }
    buf_append_byte(&list, ']');
    json_line_add_json(out, "samples", list.bytes, list.len);
    buf_free(&list);
}

static void add_metrics(struct app *app, const struct queue_stats *stats)
{
    struct buf *out = add_file(&app->export.evidence, "metrics.json");
    bool known = stats->measured_mono_ms >= 0;

    json_line_append(out, NULL);
    add_text(out, "queue", app->export.queue);
    add_time(out, "written_at", app->now.wall_ms);
    if (known)
        add_time(out, "measured_at", wall_of(app, stats->measured_mono_ms));
    else
        add_text(out, "measured_at", NULL);
    add_number(out, "age_ms", known ? app->now.mono_ms - stats->measured_mono_ms : -1);
    add_number(out, "backlog_count", stats->metrics.backlog_count);
    add_number(out, "backlog_bytes", stats->metrics.backlog_bytes);
    add_number(out, "oldest_message_timestamp_ms", stats->metrics.oldest_ms);
    add_samples(out, app, &stats->series);
    buf_append_byte(out, '\n');
}

static void add_calls(struct app *app)
{
    struct buf *out = add_file(&app->export.evidence, "calls.ndjson");

    for (size_t i = 0; i < app->call_log.n; i++) {
        const struct call_log_entry *e = call_log_at(&app->call_log, i);

        if (e->what || strcmp(e->queue_id, app->messages.queue_id) != 0)
            continue;
        json_line_append(out, NULL);
        add_time(out, "ended_at", e->wall_ms);
        add_text(out, "call", operation_get(e->op)->name);
        add_text(out, "result", e->result);
        add_number(out, "took_ms", e->took_ms);
        add_number(out, "bytes", (int64_t)e->bytes);
        add_number(out, "messages", e->count);
        add_text(out, "error", e->error);
        buf_append_byte(out, '\n');
    }
}

/* OUTSIDE bytes, for a file that is read in a terminal: as in JSON. */
static void print_word(struct buf *out, const char *label, const char *word)
{
    buf_print(out, "%-22s", label);
    json_append_string(out, word, strlen(word));
    buf_append_byte(out, '\n');
}

static void print_time(struct buf *out, const char *label, int64_t wall_ms)
{
    struct format utc;

    buf_print(out, "%-22s%s\n", label, wall_ms < 0 ? "never" : format_utc(&utc, wall_ms));
}

static void print_batches(struct buf *out, const struct snapshot *h, const char *queue_id)
{
    struct format asked, received;

    for (size_t i = 0; i < h->n_batches; i++) {
        const struct batch *b = h->batches[i];

        if (strcmp(b->queue_id, queue_id) != 0)
            continue;
        buf_print(out, "%-22sasked %s, answered %s, %s\n",
                  b->source == BATCH_PULL ? "pull" : "peek", format_utc(&asked, b->asked.wall_ms),
                  format_utc(&received, b->received.wall_ms), FORMAT_COUNTED(b->n, "message"));
    }
}

static void add_about(struct app *app, const struct queue_stats *stats, const char *why)
{
    struct buf *out = add_file(&app->export.evidence, "about.txt");
    const struct export *e = &app->export;
    const char *base_url = app->config.options.texts[OPT_BASE_URL];

    buf_append_str(out, "Evidence written by cfqtop " CFQTOP_VERSION ".  Times are UTC.\n\n");
    print_time(out, "written", app->now.wall_ms);
    print_word(out, "account", app->config.account_id);
    print_word(out, "account name", app->account_name);
    print_word(out, "API", base_url ? base_url : "Cloudflare");
    print_word(out, "queue", e->queue);
    print_word(out, "queue id", app->messages.queue_id);
    buf_append_str(out, "\nWhat was fetched when\n\n");
    print_time(out, "queue list",
               app->queues.loaded_mono_ms < 0 ? -1 : wall_of(app, app->queues.loaded_mono_ms));
    if (why)
        print_word(out, "queue.json", why);
    else
        print_time(out, "queue.json", app->now.wall_ms);
    print_time(out, "backlog",
               stats->measured_mono_ms < 0 ? -1 : wall_of(app, stats->measured_mono_ms));
    print_batches(out, &e->snapshot, app->messages.queue_id);
    buf_print(out,
              "\nFiles\n\n"
              "messages.ndjson       %s, one JSON object a line, fetched_at in each\n"
              "bodies/               their bodies, decoded; numbered as the lines are\n"
              "queue.json            the configuration as the API gave it, where it was read\n"
              "queue.txt             the same in words, with dead-letter queue and consumers\n"
              "metrics.json          the backlog as measured in this run; null is unknown\n"
              "calls.ndjson          the last calls of this run about the queue\n"
              "SHA256SUMS            sha256sum -c SHA256SUMS\n\n"
              "Leases and refs are left out: whoever has one can delete the message.\n"
              "So is the credential.  Bodies are complete, control characters too: read those\n"
              "in bodies/ with less or cat -v, not straight on a terminal.\n",
              FORMAT_COUNTED(e->snapshot.n, "message"));
}

/* A file that is read in a terminal. */
static void add_description(struct app *app, const struct queue *q)
{
    struct buf *out = add_file(&app->export.evidence, "queue.txt"), text;
    const char *line, *end;

    buf_init(&text, FIELDS_MAX);
    describe_print(&text, app, q);
    for (line = text.bytes; line && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        dtext_append(out, line, (size_t)(end - line));
        buf_append_byte(out, '\n');
    }
    buf_free(&text);
}

static void make_files(struct app *app, const struct queue *q, const char *why)
{
    struct evidence *e = &app->export.evidence;
    const struct queue_stats *stats = queues_stats(&app->queues, app->messages.queue_id);
    const struct queue_row *row = app_open_queue(app);
    struct buf *out;

    add_about(app, stats, why);
    add_metrics(app, stats);
    add_calls(app);
    if (q && q->json) {
        out = add_file(e, "queue.json");
        json_line_append(out, q->json);
        buf_append_byte(out, '\n');
    }
    if (q || row)
        add_description(app, q ? q : row->queue);
    app->export.wanted = true;
    app->dirty = true;
}

void evidence_take(struct app *app, const struct event *e, const char *text)
{
    struct evidence *evidence = &app->export.evidence;
    bool answered = !text && e->op == OP_QUEUE && e->u.page->n == 1;

    if (!evidence->call || evidence->call != e->req_id)
        return;
    evidence->call = 0;
    make_files(app, answered ? &e->u.page->items[0] : NULL,
               text       ? text
               : answered ? NULL
                          : "not read: the answer had no queue");
}

bool command_evidence(struct app *app, const char *arguments, struct error *err)
{
    struct request *r;

    if (!*arguments)
        return error_set(err, ERR_USAGE, "evidence: which folder? It must not exist yet");
    if (!app->messages.queue_id[0])
        return error_set(err, ERR_USAGE, "no queue is open: %s peeks one", ACTION_KEY(ACT_OPEN));
    export_start_evidence(app, arguments);
    if (app->freeze.on) {
        make_files(app, NULL, "not read: the screen was frozen");
        return true;
    }
    r = calls_add(&app->calls, OP_QUEUE, app->messages.queue_id, app->now.mono_ms);
    r->call.keep_json = true;
    app->export.evidence.call = r->id;
    return true;
}

void evidence_append_line(struct buf *out, const struct snapshot_row *row, const char *queue_name)
{
    struct message m = row->message;

    m.json = m.lease_id = m.ref = NULL;
    message_line_append(out, &m, queue_name);
    add_text(out, "fetched_by", row->batch->source == BATCH_PULL ? "pull" : "peek");
    add_time(out, "fetched_at", row->batch->received.wall_ms);
}

void evidence_name_body(char out[EVIDENCE_NAME], size_t n, const struct message *m,
                        const char *extension)
{
    struct text_line l = text_line(out, EVIDENCE_NAME);
    char id[ID_SHOWN + 1];

    snprintf(id, sizeof(id), "%s", m->id);
    format_file_part(id);
    text_line_add(&l, "%zu-%s%s", n + 1, id, extension);
}
