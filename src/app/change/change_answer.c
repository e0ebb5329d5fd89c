/* What the server's answers mean for each message of an change, and for the person who waits. */
#include "api/explain.h"
#include "app/change/change.h"
#include "app/change/release.h"
#include "base/format.h"

#include <stdio.h>
#include <string.h>

/* One change while its answer is read. */
struct reading {
    struct app *app;
    struct change_batch *change;
    struct change_summary own; /* where the change is not of the newest group */
    struct change_summary *summary;
    struct string_map warnings; /* of single messages */
    struct string_map extended; /* by the old lease, or else by the message */
};

static void begin(struct reading *r, struct app *app, struct change_batch *e)
{
    struct change_summary *newest = &app->changes.summary;

    *r = (struct reading){.app = app, .change = e};
    r->own = (struct change_summary){.group = e->group, .verb = e->verb, .delay_s = e->delay_s};
    r->own.by_outcome[OUTCOME_SENT] = e->n;
    r->summary = newest->group == e->group ? newest : &r->own;
}

/* What is not known to be over is held as before: it can be tried again, and is given back on the
 * way out. */
static void hold_again(struct app *app, const struct change_batch *e,
                       const struct change_item *item)
{
    if (item->held && item->deadline_mono_ms > app->now.mono_ms)
        leases_add(&app->leases, e->queue_id, item->handle, item->deadline_mono_ms);
}

static void settle(struct reading *r, const struct change_item *item, enum outcome outcome,
                   const char *note)
{
    struct app *app = r->app;

    outcomes_set(&app->changes.outcomes, item->handle, outcome, note);
    r->summary->by_outcome[OUTCOME_SENT]--;
    r->summary->by_outcome[outcome]++;
    if (note && !r->summary->why[0])
        snprintf(r->summary->why, sizeof(r->summary->why), "%s", note);
    if (outcome != OUTCOME_ACKED && outcome != OUTCOME_RETRIED)
        hold_again(app, r->change, item);
    else if (!strcmp(app->messages.queue_id, r->change->queue_id))
        marks_remove(&app->marks, item->id);
}

/* ", 2 warned" */
static size_t add_count(char *out, size_t size, size_t at, size_t n, const char *what)
{
    if (!n || at >= size)
        return at;
    return at + (size_t)snprintf(out + at, size - at, "%s%zu %s", at ? ", " : "", n, what);
}

static void say(struct app *app, const struct change_summary *t)
{
    size_t done = t->by_outcome[OUTCOME_ACKED] + t->by_outcome[OUTCOME_RETRIED] +
                  t->by_outcome[OUTCOME_EXTENDED];
    size_t at = 0;
    bool bad = t->by_outcome[OUTCOME_WARNED] + t->by_outcome[OUTCOME_FAILED] +
                   t->by_outcome[OUTCOME_UNKNOWN] >
               0;
    struct format delay;
    char text[120] = "", in[40] = "";

    if (t->verb == VERB_RETRY && t->delay_s)
        snprintf(in, sizeof(in), ", back in %s", format_duration(&delay, t->delay_s * 1000));
    if (done)
        at = (size_t)snprintf(text, sizeof(text), "%s %zu%s", verb_words(t->verb)->done, done, in);
    at = add_count(text, sizeof(text), at, t->by_outcome[OUTCOME_WARNED], "warned");
    at = add_count(text, sizeof(text), at, t->by_outcome[OUTCOME_FAILED], "failed");
    at = add_count(text, sizeof(text), at, t->by_outcome[OUTCOME_UNKNOWN], "unknown (may be done)");
    add_count(text, sizeof(text), at, t->by_outcome[OUTCOME_SENT], "under way");
    app_set_status(app, bad ? STATUS_ERROR : STATUS_INFO, "%s%s%s%s%s",
                   done ? "" : verb_words(t->verb)->name, done ? "" : ": ", text, bad ? ": " : "",
                   bad ? t->why : "");
}

static void end(struct reading *r)
{
    struct app *app = r->app;

    say(app, r->summary);
    changes_remove(&app->changes, r->change);
    string_map_free(&r->warnings, NULL);
    string_map_free(&r->extended, NULL);
    /* What came back while the program leaves has to be given back too. */
    if (app->quitting && app->leases.held.n)
        release_start(app, app->now);
}

/* Finds what the answer says of single messages. */
static void index_answer(struct reading *r, const struct event *e)
{
    r->warnings = e->op == OP_ACK ? warnings_map(e->u.ack->warnings, e->u.ack->n_warnings)
                  : e->op == OP_PURGE_MESSAGES
                      ? warnings_map(e->u.purge->warnings, e->u.purge->n_warnings)
                      : warnings_map(e->u.extend->warnings, e->u.extend->n_warnings);
    if (e->op != OP_EXTEND)
        return;
    for (size_t i = e->u.extend->n; i-- > 0;) {
        struct extended *x = &e->u.extend->items[i];

        if (x->old_lease_id || x->id)
            string_map_put(&r->extended, x->old_lease_id ? x->old_lease_id : x->id, x);
    }
}

/* What became of those without a warning of their own.  A count that leaves some out, or errors
 * that name no message, do not say which: then it is not known of any. */
static enum outcome judge_rest(const struct event *e, const struct change_batch *change,
                               size_t rest, const char **why)
{
    if (e->op == OP_ACK)
        return outcome_judge_rest(e->u.ack, change->verb == VERB_RETRY, rest, why);
    *why = NULL;
    if (e->u.purge->n_errors) {
        const char *text = e->u.purge->errors[0];

        *why = text[0] ? text : "the server gives no reason";
        return e->u.purge->n_errors >= rest ? OUTCOME_FAILED : OUTCOME_UNKNOWN;
    }
    return OUTCOME_ACKED;
}

/* What the answer says of item number i: by its old lease, or by the message, or by its place. */
static const struct extended *find_extended(const struct reading *r, const struct extend_result *x,
                                            size_t i)
{
    const struct extended *by_lease = string_map_get(&r->extended, r->change->items[i].handle);
    const struct extended *by_id = string_map_get(&r->extended, r->change->items[i].id);

    if (by_lease && by_lease->old_lease_id)
        return by_lease;
    if (by_id && !by_id->old_lease_id)
        return by_id;
    if (x->n == r->change->n && !x->items[i].old_lease_id && !x->items[i].id)
        return &x->items[i];
    return NULL;
}

/* A lease whose new id is not known is not kept under its old one, which is void. */
static void settle_extended(struct reading *r, const struct event *e, size_t i)
{
    const struct change_item *item = &r->change->items[i];
    const struct extended *x = find_extended(r, e->u.extend, i);
    const char *lease_id = x ? x->lease_id : NULL;
    int64_t deadline = e->sent.mono_ms + r->change->lease_ms;

    messages_renew_lease(&r->app->messages, item->handle, lease_id, deadline);
    if (lease_id)
        leases_add(&r->app->leases, r->change->queue_id, lease_id, deadline);
    r->summary->by_outcome[OUTCOME_SENT]--;
    r->summary->by_outcome[lease_id ? OUTCOME_EXTENDED : OUTCOME_UNKNOWN]++;
    if (!lease_id && !r->summary->why[0])
        snprintf(r->summary->why, sizeof(r->summary->why), "the answer names no new lease");
}

bool change_answer_done(struct app *app, const struct event *e)
{
    struct change_batch *change = changes_find(&app->changes, e->req_id);
    size_t rest = 0;
    const char *why = NULL;
    enum outcome outcome;
    struct reading r;

    if (!change)
        return false;
    begin(&r, app, change);
    index_answer(&r, e);
    for (size_t i = 0; i < change->n; i++)
        rest += !warning_find(&r.warnings, change->items[i].handle);
    outcome = e->op == OP_EXTEND ? OUTCOME_EXTENDED : judge_rest(e, change, rest, &why);
    for (size_t i = 0; i < change->n; i++) {
        const char *warning = warning_find(&r.warnings, change->items[i].handle);

        if (warning)
            settle(&r, &change->items[i], OUTCOME_WARNED, warning);
        else if (outcome == OUTCOME_EXTENDED)
            settle_extended(&r, e, i);
        else
            settle(&r, &change->items[i], outcome, why);
    }
    end(&r);
    return true;
}

bool change_answer_failed(struct app *app, const struct event *e, const char *why)
{
    struct change_batch *change = changes_find(&app->changes, e->req_id);
    bool unavailable = e->op == OP_EXTEND && explain_is_unavailable(&e->err);
    bool unknown = explain_may_be_done(&e->err);
    enum outcome outcome = unavailable ? OUTCOME_NONE : unknown ? OUTCOME_UNKNOWN : OUTCOME_FAILED;
    char note[400];
    struct reading r;

    if (!change)
        return false;
    /* Where the request went out and no answer came, the error says so itself. */
    snprintf(note, sizeof(note), "%s%s",
             unknown && !e->err.sent_once ? "it may have been done; " : "", why);
    begin(&r, app, change);
    for (size_t i = 0; i < change->n; i++)
        settle(&r, &change->items[i], outcome, outcome == OUTCOME_NONE ? NULL : note);
    end(&r);
    /* The leases are as they were: it is the account that something is to be said of. */
    if (unavailable) {
        app->no_extend = true;
        app_set_status(app, STATUS_ERROR, "%s", why);
    }
    return true;
}
