/* What the server's answers mean for each message of a batch, and for the person who waits. */
#include "api/error/explain.h"
#include "app/change/change.h"
#include "app/change/release.h"
#include "app/change/sending.h"
#include "app/read/measure.h"

#include <stdio.h>
#include <string.h>

/* What is not known to be over is held as before: it can be tried again, and is given back on the
 * way out, once. */
static void note_lease(struct app *app, const struct change_batch *b,
                       const struct change_item *item, const struct event *e)
{
    if (item->outcome == OUTCOME_EXTENDED)
        leases_renew(&app->leases, b->queue_id, item->handle, item->lease_id,
                     e->sent.mono_ms + b->lease_ms);
    else if (change_item_is_over(item))
        leases_end(&app->leases, item->handle);
    else
        leases_set_state(&app->leases, item->handle, b->summary ? LEASE_HELD : LEASE_TRIED);
}

void change_note_leases(struct app *app, const struct event *e)
{
    struct change_batch *b = changes_find(&app->changes, e->req_id);

    if (!b || b->by != BY_LEASE)
        return;
    change_batch_judge(b, e, NULL);
    for (size_t i = 0; i < b->n; i++)
        note_lease(app, b, &b->items[i], e);
    if (e->kind == EV_FAILED && explain_is_queue_gone(&e->err))
        leases_end_queue(&app->leases, e->queue_id);
}

static void settle_item(struct app *app, const struct change_batch *b,
                        const struct change_item *item, const struct event *e)
{
    struct change_summary *s = b->summary;

    outcomes_set(&app->changes.outcomes, item->handle, item->outcome, item->note);
    if (b->by == BY_LEASE && change_item_is_over(item))
        messages_end_lease(&app->messages, item->handle);
    if (item->outcome == OUTCOME_UNKNOWN)
        measure_soon(app, b->queue_id);
    if (!s) {
        release_note(app, item);
        return;
    }
    s->by_outcome[OUTCOME_SENT]--;
    s->by_outcome[item->outcome]++;
    if (item->note && !s->why[0])
        snprintf(s->why, sizeof(s->why), "%s", item->note);
    /* A message whose new lease is not known has none: the old one is void. */
    if (e->op == OP_EXTEND && e->kind == EV_DONE && item->outcome != OUTCOME_WARNED)
        messages_renew_lease(&app->messages, item->handle, item->lease_id,
                             e->sent.mono_ms + b->lease_ms);
    else if (change_item_is_done(item) && item->id && !strcmp(app->messages.queue_id, b->queue_id))
        marks_remove(&app->marks, item->id);
}

/* why: what a person is told of a failure. */
static void settle(struct app *app, struct change_batch *b, const struct event *e, const char *why)
{
    for (size_t i = 0; i < b->n; i++)
        settle_item(app, b, &b->items[i], e);
    if (b->summary)
        sending_say(app, b->summary);
    changes_remove(&app->changes, b);
    if (e->kind == EV_FAILED && explain_will_recur(&e->err))
        sending_stop(app, explain_is_of_queue(&e->err) ? e->queue_id : NULL, why);
    /* What came back while leases are given back has to be given back too.  Once a person wants to
     * leave, an answer makes room for nothing; what was said yes to is sent when it is saved. */
    if (app->release.started)
        release_start(app, app->now);
    else if (!app->quitting)
        sending_run(app);
}

bool change_take_answer(struct app *app, const struct event *e, const char *why)
{
    struct change_batch *b = changes_find(&app->changes, e->req_id);
    /* Where the request went out and no answer came, the error says so itself. */
    bool doubt = why && explain_may_be_done(&e->err) && !e->err.sent_once;
    char note[440];

    if (!b)
        return false;
    snprintf(note, sizeof(note), "%s%s", doubt ? "it may have been done; " : "", why ? why : "");
    change_batch_judge(b, e, note);
    settle(app, b, e, why);
    /* The leases are as they were: it is the account that something is to be said of. */
    if (why && e->op == OP_EXTEND && explain_is_unavailable(&e->err)) {
        app->no_extend = true;
        app_set_status(app, STATUS_ERROR, "%s", why);
    }
    return true;
}
