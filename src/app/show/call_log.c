#include "app/show/call_log.h"

#include "api/explain.h"
#include "app/actions.h"
#include "app/show/audit_text.h"
#include "app/show/fields.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void call_log_free(struct call_log *j)
{
    for (size_t i = 0; i < j->n; i++)
        free(j->ring[(j->first + i) % CALL_LOG_MAX].error);
    free(j->ring);
    *j = (struct call_log){0};
}

const struct call_log_entry *call_log_at(const struct call_log *j, size_t i)
{
    return &j->ring[(j->first + i) % CALL_LOG_MAX];
}

static size_t count_lines(const struct call_log_entry *e)
{
    return e->error ? 2 : 1;
}

/* A place for one more: the oldest goes when all are taken. */
static struct call_log_entry *add(struct call_log *j)
{
    struct call_log_entry *oldest;

    if (!j->ring)
        j->ring = mem_new(CALL_LOG_MAX, sizeof(*j->ring));
    j->noted++;
    j->stale = true;
    if (j->n < CALL_LOG_MAX)
        return &j->ring[(j->first + j->n++) % CALL_LOG_MAX];
    oldest = &j->ring[j->first];
    j->gone_lines += count_lines(oldest);
    free(oldest->error);
    j->first = (j->first + 1) % CALL_LOG_MAX;
    return oldest;
}

static void print_result(char *out, size_t size, const struct event *e)
{
    static const char *const failures[] = {
        [ERR_NONE] = "failed",         [ERR_USAGE] = "not sent",    [ERR_NETWORK] = "no answer",
        [ERR_TIMEOUT] = "timeout",     [ERR_RESPONSE] = "unusable", [ERR_API] = "refused",
        [ERR_CANCELLED] = "cancelled",
    };

    if (e->kind == EV_DONE)
        snprintf(out, size, "ok");
    else if (e->err.http > 0 && e->err.kind == ERR_API)
        snprintf(out, size, "%d", e->err.http);
    else
        snprintf(out, size, "%s", failures[e->err.kind]);
}

void call_log_note(struct call_log *j, const struct event *e, bool by_key)
{
    bool messages = e->kind == EV_DONE && operation_get(e->op)->result == RESULT_BATCH;
    struct call_log_entry *entry;
    struct explained why;

    if (e->kind == EV_PAGE)
        return;
    entry = add(j);
    *entry = (struct call_log_entry){.wall_ms = e->received.wall_ms,
                                     .took_ms = e->received.mono_ms - e->sent.mono_ms,
                                     .bytes = e->bytes,
                                     .op = e->op,
                                     .retried = e->kind == EV_RETRYING,
                                     .count = messages ? (int64_t)e->u.batch->n : -1};
    memcpy(entry->queue_id, e->queue_id, sizeof(entry->queue_id));
    print_result(entry->result, sizeof(entry->result), e);
    if (e->kind == EV_DONE)
        return;
    entry->error = mem_copy_str(explain_error(&why, &e->err, e->op, by_key));
    j->failed += e->err.kind != ERR_CANCELLED;
}

/* OUTSIDE bytes; a line end among them begins no line of its own. */
static void add_words(struct buf *b, const char *words)
{
    for (; *words; words++)
        buf_append(b, *words == '\n' ? "\r" : words, 1);
}

void call_log_print(const struct app *app, const struct call_log_entry *e, struct buf *b)
{
    const struct queue_row *row = queues_find(&app->queues, e->queue_id);
    struct format clock, bytes, took;

    snprintf(took.s, sizeof(took.s), "%lld ms", (long long)e->took_ms);
    buf_print(b, "%-9s  %-8s  %-9s  %8s  %7s  ", times_print_clock(&clock, app->times, e->wall_ms),
              operation_get(e->op)->name, e->result, took.s,
              format_bytes(&bytes, (int64_t)e->bytes));
    add_words(b, row ? row->queue->name : e->queue_id);
    if (e->count >= 0)
        buf_print(b, ": %lld message%s", (long long)e->count, e->count == 1 ? "" : "s");
    if (e->retried)
        buf_append_str(b, " (tried again)");
}

static void add_entry(struct buf *b, const struct app *app, const struct call_log_entry *e)
{
    call_log_print(app, e, b);
    buf_append_byte(b, '\n');
    if (!e->error)
        return;
    buf_append_str(b, "           ");
    add_words(b, e->error);
    buf_append_byte(b, '\n');
}

static void make_text(const struct app *app, struct buf *b)
{
    buf_init(b, FIELDS_MAX);
    if (app->past.n) {
        buf_append_str(b, "EARLIER, out of journal.jsonl: what was done to the server\n");
        audit_text_print(b, &app->past, app->times);
        buf_append_str(b, "\nTHIS RUN\n");
    }
    for (size_t i = 0; i < app->call_log.n; i++)
        add_entry(b, app, call_log_at(&app->call_log, i));
    if (!app->call_log.n)
        buf_append_str(b, "No call has ended yet.");
    else
        b->bytes[--b->len] = '\0'; /* no empty line below the newest */
}

void call_log_toggle(struct app *app)
{
    struct buf text;

    if (app_close_screen(app, SCREEN_CALL_LOG))
        return;
    make_text(app, &text);
    fields_show(app, SCREEN_CALL_LOG, &text);
    pager_move(&app->screen_pager, LIST_BOTTOM, 1);
    app->call_log.stale = false;
    app->call_log.shown_gone = app->call_log.gone_lines;
}

void call_log_settle(struct app *app)
{
    struct call_log *j = &app->call_log;
    struct buf text;

    if (app->screen != SCREEN_CALL_LOG || !j->stale)
        return;
    make_text(app, &text);
    pager_renew_text(&app->screen_pager, text.bytes, text.len, j->gone_lines - j->shown_gone, true);
    buf_free(&text);
    j->stale = false;
    j->shown_gone = j->gone_lines;
}
