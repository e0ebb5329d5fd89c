#include "app/show/call_log_screen.h"

#include "app/show/audit_text.h"
#include "app/show/fields.h"

#include <stdio.h>
#include <string.h>

#define INDENT "           "

/* OUTSIDE bytes; a line end among them begins no line of its own. */
static void add_bytes(struct buf *b, const char *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_append(b, words[i] == '\n' ? "\r" : &words[i], 1);
}

static void add_words(struct buf *b, const char *words)
{
    add_bytes(b, words, strlen(words));
}

void call_log_screen_print(const struct app *app, const struct call_log_entry *e, struct buf *b)
{
    const struct queue_row *row = queues_find(&app->queues, e->queue_id);
    struct format clock, bytes, took;

    if (e->what) {
        buf_print(b, "%-9s  %-8s  %-9s  %8s  %7s  ",
                  times_print_clock(&clock, app->times, e->wall_ms), e->what, e->result, "", "");
        add_words(b, e->text);
        return;
    }
    snprintf(took.s, sizeof(took.s), "%lld ms", (long long)e->took_ms);
    buf_print(b, "%-9s  %-8s  %-9s  %8s  %7s  ", times_print_clock(&clock, app->times, e->wall_ms),
              operation_get(e->op)->name, e->result, took.s,
              format_bytes(&bytes, (int64_t)e->bytes));
    add_words(b, row ? row->queue->name : e->queue_id);
    if (e->count >= 0)
        buf_print(b, ": %s", FORMAT_COUNTED(e->count, "message"));
    if (e->retried)
        buf_append_str(b, " (tried again)");
}

/* Lines of the text that fell off so far. */
static size_t count_gone(const struct call_log *j)
{
    return j->noted - j->n + j->gone_error_lines;
}

/* What the server says, our advice and where to read more, each on its own line. */
static void add_error(struct buf *b, const char *error)
{
    while (error) {
        const char *part = error;
        size_t n = call_log_part(part, &error);

        buf_append_str(b, INDENT);
        add_bytes(b, part, n);
        buf_append_byte(b, '\n');
    }
}

static void add_entry(struct buf *b, const struct app *app, const struct call_log_entry *e)
{
    call_log_screen_print(app, e, b);
    buf_append_byte(b, '\n');
    if (!e->error)
        return;
    add_error(b, e->error);
}

/* Makes the text anew, and notes what is in it. */
static void make_text(struct app *app, struct buf *b)
{
    const struct call_log *j = &app->call_log;
    struct call_log_screen *shown = &app->call_log_screen;

    buf_init(b, FIELDS_MAX);
    if (app->earlier.n) {
        buf_append_str(b, "EARLIER RUNS: what was done to the server (journal.jsonl)\n");
        audit_text_print(b, &app->earlier, app->times);
        buf_append_str(b, "\nTHIS RUN\n");
    }
    *shown = (struct call_log_screen){.noted = j->noted, .gone = count_gone(j)};
    for (size_t i = 0; i < b->len; i++)
        shown->heading += b->bytes[i] == '\n';
    for (size_t i = 0; i < j->n; i++)
        add_entry(b, app, call_log_at(j, i));
    if (!j->n)
        buf_append_str(b, "No call has ended yet.");
    else
        b->bytes[--b->len] = '\0'; /* no empty line below the newest */
}

void call_log_screen_toggle(struct app *app)
{
    struct buf text;

    if (app_close_screen(app, SCREEN_CALL_LOG))
        return;
    make_text(app, &text);
    fields_show(app, SCREEN_CALL_LOG, &text);
    pager_move(&app->screen_pager, LIST_BOTTOM, 1);
}

/* The next n lines below the heading are gone, and some of them are being read: the text waits
 * until they are not. */
static bool are_read(const struct pager *p, size_t heading, size_t n)
{
    return p->top < heading + n && p->top + p->rows > heading && !pager_is_at_end(p);
}

void call_log_screen_settle(struct app *app)
{
    struct call_log_screen shown = app->call_log_screen;
    struct pager *p = &app->screen_pager;
    size_t gone = count_gone(&app->call_log) - shown.gone;
    struct buf text;

    if (app->screen != SCREEN_CALL_LOG || shown.noted == app->call_log.noted ||
        (gone && are_read(p, shown.heading, gone)))
        return;
    make_text(app, &text);
    pager_renew_text(p, text.bytes, text.len, shown.heading, gone, true);
    buf_free(&text);
}
