/* What the server's answers mean for each message of an errand, and for the person who waits. */
#include "api/explain.h"
#include "app/change/acknowledge.h"
#include "app/change/release.h"
#include "base/format.h"

#include <stdio.h>
#include <string.h>

/* One errand while its answer is read. */
struct reading {
    struct app *app;
    struct errand *errand;
    struct tally own; /* where the errand is not of the newest group */
    struct tally *tally;
};

static void begin(struct reading *r, struct app *app, struct errand *e)
{
    struct tally *newest = &app->errands.tally;

    *r = (struct reading){.app = app, .errand = e};
    r->own = (struct tally){.group = e->group, .deed = e->deed, .delay_s = e->delay_s};
    r->own.by_fate[FATE_SENT] = e->n;
    r->tally = newest->group == e->group ? newest : &r->own;
}

/* What is not known to be over is held as before: it can be tried again, and is given back on the
 * way out. */
static void hold_again(struct app *app, const struct errand *e, const struct errand_item *item)
{
    if (item->held && item->deadline_mono_ms > app->now.mono_ms)
        leases_add(&app->leases, e->queue_id, item->ticket, item->deadline_mono_ms);
}

static void settle(struct reading *r, const struct errand_item *item, enum fate fate,
                   const char *note)
{
    struct app *app = r->app;

    fates_set(&app->errands.fates, item->ticket, fate, note);
    r->tally->by_fate[FATE_SENT]--;
    r->tally->by_fate[fate]++;
    if (note && !r->tally->why[0])
        snprintf(r->tally->why, sizeof(r->tally->why), "%s", note);
    if (fate != FATE_ACKED && fate != FATE_RETRIED)
        hold_again(app, r->errand, item);
    else if (!strcmp(app->messages.queue_id, r->errand->queue_id))
        marks_remove(&app->marks, item->id);
}

/* ", 2 warned" */
static size_t add_count(char *out, size_t size, size_t at, size_t n, const char *what)
{
    if (!n || at >= size)
        return at;
    return at + (size_t)snprintf(out + at, size - at, "%s%zu %s", at ? ", " : "", n, what);
}

static void say(struct app *app, const struct tally *t)
{
    size_t done = t->by_fate[FATE_ACKED] + t->by_fate[FATE_RETRIED] + t->by_fate[FATE_EXTENDED];
    size_t at = 0;
    bool bad = t->by_fate[FATE_WARNED] + t->by_fate[FATE_FAILED] + t->by_fate[FATE_UNKNOWN] > 0;
    struct format delay;
    char text[120] = "", in[40] = "";

    if (t->deed == DEED_RETRY && t->delay_s)
        snprintf(in, sizeof(in), ", back in %s", format_duration(&delay, t->delay_s * 1000));
    if (done)
        at = (size_t)snprintf(text, sizeof(text), "%s %zu%s", deed_words(t->deed)->done, done, in);
    at = add_count(text, sizeof(text), at, t->by_fate[FATE_WARNED], "warned");
    at = add_count(text, sizeof(text), at, t->by_fate[FATE_FAILED], "failed");
    at = add_count(text, sizeof(text), at, t->by_fate[FATE_UNKNOWN], "unknown (may be done)");
    add_count(text, sizeof(text), at, t->by_fate[FATE_SENT], "under way");
    app_set_status(app, bad ? STATUS_ERROR : STATUS_INFO, "%s%s%s%s%s",
                   done ? "" : deed_words(t->deed)->name, done ? "" : ": ", text, bad ? ": " : "",
                   bad ? t->why : "");
}

static void end(struct reading *r)
{
    struct app *app = r->app;

    say(app, r->tally);
    errands_remove(&app->errands, r->errand);
    /* What came back while the program leaves has to be given back too. */
    if (app->quitting && app->leases.n)
        release_start(app, app->now);
}

static const struct warning *get_warnings(const struct event *e, size_t *n)
{
    if (e->op == OP_ACK) {
        *n = e->u.ack->n_warnings;
        return e->u.ack->warnings;
    }
    *n = e->op == OP_PURGE ? e->u.purge->n_warnings : e->u.extend->n_warnings;
    return e->op == OP_PURGE ? e->u.purge->warnings : e->u.extend->warnings;
}

static const char *find_warning(const struct event *e, const char *ticket)
{
    size_t n;
    const struct warning *warnings = get_warnings(e, &n);

    return warning_find(warnings, n, ticket);
}

/* What became of those without a warning of their own.  A count that leaves some out, or errors
 * that name no message, do not say which: then it is not known of any. */
static enum fate judge_rest(const struct event *e, const struct errand *errand, size_t rest,
                            const char **why)
{
    if (e->op == OP_ACK)
        return fate_judge_rest(e->u.ack, errand->deed == DEED_RETRY, rest, why);
    *why = NULL;
    if (e->u.purge->n_errors) {
        const char *text = e->u.purge->errors[0];

        *why = text[0] ? text : "the server gives no reason";
        return e->u.purge->n_errors >= rest ? FATE_FAILED : FATE_UNKNOWN;
    }
    return FATE_ACKED;
}

/* What the answer says of item number i: by its old lease, or by the message, or by its place. */
static const struct extended *find_extended(const struct extend_result *x, const struct errand *e,
                                            size_t i)
{
    for (size_t k = 0; k < x->n; k++)
        if (x->items[k].old_lease_id && !strcmp(x->items[k].old_lease_id, e->items[i].ticket))
            return &x->items[k];
    for (size_t k = 0; k < x->n; k++)
        if (!x->items[k].old_lease_id && x->items[k].id && !strcmp(x->items[k].id, e->items[i].id))
            return &x->items[k];
    if (x->n == e->n && !x->items[i].old_lease_id && !x->items[i].id)
        return &x->items[i];
    return NULL;
}

/* A lease whose new id is not known is not kept under its old one, which is void. */
static void settle_extended(struct reading *r, const struct event *e, size_t i)
{
    const struct errand_item *item = &r->errand->items[i];
    const struct extended *x = find_extended(e->u.extend, r->errand, i);
    const char *lease_id = x ? x->lease_id : NULL;
    int64_t deadline = e->sent.mono_ms + r->errand->lease_ms;

    messages_renew_lease(&r->app->messages, item->ticket, lease_id, deadline);
    if (lease_id)
        leases_add(&r->app->leases, r->errand->queue_id, lease_id, deadline);
    r->tally->by_fate[FATE_SENT]--;
    r->tally->by_fate[lease_id ? FATE_EXTENDED : FATE_UNKNOWN]++;
    if (!lease_id && !r->tally->why[0])
        snprintf(r->tally->why, sizeof(r->tally->why), "the answer names no new lease");
}

bool acknowledge_note_done(struct app *app, const struct event *e)
{
    struct errand *errand = errands_find(&app->errands, e->req_id);
    size_t rest = 0;
    const char *why = NULL;
    enum fate fate;
    struct reading r;

    if (!errand)
        return false;
    begin(&r, app, errand);
    for (size_t i = 0; i < errand->n; i++)
        rest += !find_warning(e, errand->items[i].ticket);
    fate = e->op == OP_EXTEND ? FATE_EXTENDED : judge_rest(e, errand, rest, &why);
    for (size_t i = 0; i < errand->n; i++) {
        const char *warning = find_warning(e, errand->items[i].ticket);

        if (warning)
            settle(&r, &errand->items[i], FATE_WARNED, warning);
        else if (fate == FATE_EXTENDED)
            settle_extended(&r, e, i);
        else
            settle(&r, &errand->items[i], fate, why);
    }
    end(&r);
    return true;
}

bool acknowledge_note_failed(struct app *app, const struct event *e, const char *why)
{
    struct errand *errand = errands_find(&app->errands, e->req_id);
    bool unavailable = e->op == OP_EXTEND && explain_is_unavailable(&e->err, OP_EXTEND);
    bool unknown = explain_may_be_done(&e->err);
    enum fate fate = unavailable ? FATE_NONE : unknown ? FATE_UNKNOWN : FATE_FAILED;
    char note[400];
    struct reading r;

    if (!errand)
        return false;
    /* Where the request went out and no answer came, the error says so itself. */
    snprintf(note, sizeof(note), "%s%s",
             unknown && !e->err.sent_once ? "it may have been done; " : "", why);
    begin(&r, app, errand);
    for (size_t i = 0; i < errand->n; i++)
        settle(&r, &errand->items[i], fate, fate == FATE_NONE ? NULL : note);
    end(&r);
    /* The leases are as they were: it is the account that something is to be said of. */
    if (unavailable) {
        app->no_extend = true;
        app_set_status(app, STATUS_ERROR, "%s", why);
    }
    return true;
}
