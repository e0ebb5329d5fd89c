#include "app/change/change.h"

#include "app/change/sending.h"
#include "app/change/targets.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "app/show/body_pane.h"
#include "base/text/format.h"
#include "base/text/text_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ID_CHARS = 8, IDS_SHOWN = 5 };

void change_drop_question(struct app *app)
{
    for (int i = 0; i < BY_COUNT; i++)
        change_batch_free(&app->changes.asked[i]);
}

void change_take(struct app *app, enum verb verb)
{
    struct change_batch *asked = app->changes.asked;

    change_drop_question(app);
    for (int i = 0; i < BY_COUNT; i++) {
        asked[i].by = (enum change_by)i;
        asked[i].verb = verb;
        memcpy(asked[i].queue_id, app->messages.queue_id, sizeof(asked[i].queue_id));
    }
    targets_count(app, &app->targets);
    targets_take(app, asked);
    if (verb != VERB_ACK)
        change_batch_free(&asked[BY_REF]); /* a lease is needed */
}

void change_ask(struct app *app, int asked_verb)
{
    const struct change_batch *asked = app->changes.asked;
    enum verb verb = (enum verb)asked_verb;
    size_t n;

    marks_end_range(&app->marks, &app->messages);
    change_take(app, verb);
    n = asked[BY_LEASE].n + asked[BY_REF].n;
    ask_start(app, MODE_CHANGE,
              (struct question){.yes = question_ask_for(n),
                                .n = n,
                                .in_field = verb == VERB_RETRY,
                                .does = verb == VERB_RETRY ? "retries" : "deletes"});
    if (verb == VERB_RETRY)
        ask_add_field(app, FIELD_DELAY, "0s");
}

void change_send(struct app *app, int64_t delay_s, int64_t lease_ms)
{
    struct changes *all = &app->changes;
    enum verb verb = all->asked[BY_LEASE].verb;
    size_t n = all->asked[BY_LEASE].n + all->asked[BY_REF].n;
    struct change_summary *summary = change_summary_new(verb, delay_s);
    uint64_t trash_id = 0;

    if (verb == VERB_ACK && !app_option(app, OPT_NO_TRASH))
        trash_id = ++all->last_trash_id;
    for (int i = 0; i < BY_COUNT; i++) {
        struct change_batch *asked = &all->asked[i];

        asked->summary = summary;
        asked->delay_s = delay_s;
        asked->lease_ms = lease_ms;
        asked->trash_id = trash_id;
        sending_add(app, asked);
    }
    app_set_status(app, STATUS_INFO, "%s %s", verb_words(verb)->doing,
                   FORMAT_COUNTED(n, "message"));
    sending_run(app);
}

void change_key(struct app *app, struct key key)
{
    enum question_result result = ask_key(app, key);

    if (result == QUESTION_OPEN)
        return;
    if (result == QUESTION_YES)
        change_send(app, app->question.values[FIELD_DELAY] / 1000, 0);
    change_drop_question(app);
}

/* One more line of the question. */
__attribute__((format(printf, 2, 3))) static void add_line(struct ask_text *out, const char *fmt,
                                                           ...)
{
    va_list ap;

    if (out->n == ASK_LINES)
        return;
    va_start(ap, fmt);
    vsnprintf(out->lines[out->n++], sizeof(out->lines[0]), fmt, ap);
    va_end(ap);
}

static void add_price(const struct app *app, struct ask_text *out, const struct queue *q)
{
    const struct change_batch *asked = app->changes.asked;
    size_t leases = asked[BY_LEASE].n, refs = asked[BY_REF].n;
    int64_t max = q ? queue_find_max_retries(q) : -1;
    const char *dlq = q ? queue_find_dlq(q) : NULL;

    if (asked[BY_LEASE].verb == VERB_RETRY) {
        add_line(out, "Gives %zu back to the queue by lease (ack).", leases);
        add_line(out, "A retry counts as a failed delivery.");
        if (app->targets.last)
            add_line(out, "It is the last for %zu: then %s%s.", app->targets.last,
                     dlq ? "to " : "DELETED, no dead-letter queue", FORMAT_NAME(dlq ? dlq : ""));
        if (app->targets.maybe_last)
            add_line(out, "It may be the last for %zu: then %s%s.", app->targets.maybe_last,
                     dlq ? "to " : "DELETED, no dead-letter queue", FORMAT_NAME(dlq ? dlq : ""));
        if (!app->targets.last && !app->targets.maybe_last && max >= 0)
            add_line(out, "After %s: %s%s.", FORMAT_COUNTED(max, "retry"),
                     dlq ? "moved to " : "deleted, no dead-letter queue",
                     FORMAT_NAME(dlq ? dlq : ""));
        return;
    }
    if (leases && refs)
        add_line(out, "Deletes %zu by lease (ack) and %zu by ref (purge).", leases, refs);
    else
        add_line(out, "Deletes %zu by %s.", leases + refs, leases ? "lease (ack)" : "ref (purge)");
    add_line(out, app_option(app, OPT_NO_TRASH)
                      ? "It cannot be undone, and no copy is kept (--no-trash)."
                      : "It cannot be undone; a copy is kept (cfqtop trash).");
}

static void add_exceptions(const struct app *app, struct ask_text *out, bool retry)
{
    const struct targets *t = &app->targets;

    if (t->expired)
        add_line(out, "%zu lease%s expired: a late %s may be accepted.", t->expired,
                 t->expired == 1 ? " has" : "s have", retry ? "retry" : "ack");
    if (retry && t->by_ref)
        add_line(out, "%zu peeked left out: a retry needs a lease.", t->by_ref);
    if (t->over + t->bare)
        add_line(out, "%zu left out: %s.", t->over + t->bare,
                 t->over ? "done already or under way" : "neither lease nor ref");
}

/* The first ids, so that a person sees which messages these are. */
static void add_ids(const struct app *app, struct ask_text *out)
{
    char text[160];
    struct text_line ids = text_line(text, sizeof(text));
    size_t shown = 0;

    for (int i = 0; i < BY_COUNT; i++)
        for (size_t k = 0; k < app->changes.asked[i].n && shown < IDS_SHOWN; k++, shown++) {
            const char *id = app->changes.asked[i].items[k].id;

            text_line_join(&ids, " ", "%.*s", ID_CHARS, id[0] ? id : "(no id)");
        }
    if (app->question.n > shown)
        text_line_add(&ids, " and %zu more", app->question.n - shown);
    add_line(out, "%s", text);
}

void change_describe(const struct app *app, struct ask_text *out)
{
    const struct change_batch *asked = app->changes.asked;
    const struct queue_row *row = queues_find(&app->queues, asked[BY_LEASE].queue_id);
    bool retry = asked[BY_LEASE].verb == VERB_RETRY, one = !app->targets.marked;
    size_t n = app->question.n, groups = app->targets.n_groups;
    const char *name = FORMAT_NAME(row ? row->queue->name : "?");
    char what[80];

    out->n = 0;
    if (one && !groups)
        snprintf(what, sizeof(what), "%s", FORMAT_COUNTED(n, "selected message"));
    else
        targets_print(what, sizeof(what), &app->targets, n);
    snprintf(out->title, sizeof(out->title), " %s %s %s %s ", retry ? "Retry" : "Acknowledge", what,
             groups ? "in" : "of", name);
    add_price(app, out, row ? row->queue : NULL);
    add_ids(app, out);
    add_exceptions(app, out, retry);
}

static bool is_gone(const struct message *m, void *outcomes)
{
    enum outcome outcome = outcomes_find(outcomes, m).outcome;

    return outcome == OUTCOME_ACKED || outcome == OUTCOME_RETRIED;
}

void change_drop_done(struct app *app)
{
    body_pane_mark_stale(app);
    messages_drop(&app->messages, is_gone, &app->changes.outcomes);
}

void change_forget(struct app *app)
{
    marks_settle(&app->marks, &app->messages);
    outcomes_settle(&app->changes.outcomes, &app->messages);
}
