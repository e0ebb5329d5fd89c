#include "app/blocker.h"

#include "app/change/targets.h"
#include "base/memory/array.h"

static const char *(*const finders[])(const struct app *) = {
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker) blocker,
#include "parts/input/actions.def"
};
_Static_assert(ARRAY_LEN(finders) == ACT_COUNT, "a blocker for each action");

const char *blocker_nothing(const struct app *app)
{
    (void)app;
    return NULL;
}

/* The list may have left consumers out. */
static bool has_no_pull_consumer(const struct queue *q)
{
    bool complete =
        q->consumers_total >= 0 ? (uint64_t)q->consumers_total <= q->n_consumers : q->n_consumers;

    return complete && !queue_find_consumer(q, CONSUMER_HTTP_PULL);
}

const char *blocker_find_to_pull(const struct queue *q)
{
    if (q->paused == FLAG_YES)
        return "delivery is paused: nothing can be pulled; {peek} peeks, {refresh} reads it again";
    if (has_no_pull_consumer(q))
        return queue_find_consumer(q, CONSUMER_WORKER)
                   ? "a Worker consumes it: nothing can be pulled; {peek} peeks without a lease"
               : queue_find_consumer(q, CONSUMER_NOTIFICATION)
                   ? "notifications consume it: nothing can be pulled; {peek} peeks without a lease"
                   : "no http_pull consumer: nothing can be pulled; {peek} peeks without a lease";
    return NULL;
}

const char *blocker_to_pull(const struct app *app)
{
    const struct queue_row *row = app_target_queue(app);

    return row ? blocker_find_to_pull(row->queue) : "there is no queue to pull from";
}

const char *blocker_to_reach(const struct app *app)
{
    if (!app->messages.queue_id[0])
        return "no queue is open: {open} peeks one";
    if (!app->messages.n_view)
        return app->messages.n_rows ? "the filter hides every message: Esc shows them"
                                    : "there is no message: {peek} peeks, {pull} pulls";
    return NULL;
}

const char *blocker_to_acknowledge(const struct app *app)
{
    const char *why = blocker_to_reach(app);
    struct targets t;

    if (why)
        return why;
    targets_count(app, &t);
    if (t.by_lease || t.by_ref)
        return NULL;
    return t.over ? "acknowledged or retried already" : "the API gave neither lease nor ref";
}

const char *blocker_to_extend(const struct app *app)
{
    const char *why = blocker_to_reach(app);
    struct targets t;

    if (app->no_extend)
        return "leases cannot be extended here: {pull} pulls with a longer one, {retry} gives back";
    if (why)
        return why;
    targets_count(app, &t);
    if (t.by_lease > t.expired)
        return NULL;
    if (t.by_lease)
        return "the lease has expired: the message is visible to consumers again";
    return t.over ? "acknowledged or retried already" : "not pulled: there is no lease to extend";
}

const char *blocker_to_retry(const struct app *app)
{
    const char *why = blocker_to_reach(app);
    struct targets t;

    if (why)
        return why;
    targets_count(app, &t);
    if (t.by_lease)
        return NULL;
    if (t.by_ref)
        return "peeked, without a lease: only pulled messages can be retried";
    return t.over ? "acknowledged or retried already" : "the API gave no lease";
}

bool blocker_hides(const struct app *app, enum action_id id)
{
    return id != ACT_NONE && (action_get(id)->flags & IS_WRITE) &&
           (app_option(app, OPT_READ_ONLY) || app->no_write);
}

const char *blocker_find(const struct app *app, enum action_id id)
{
    if (app_option(app, OPT_READ_ONLY) && (action_get(id)->flags & IS_WRITE))
        return app->stays_read_only ? "read-only: started with --read-only"
                                    : "read-only: set by :set (:set noread-only ends it)";
    if (app->no_write && (action_get(id)->flags & IS_WRITE))
        return "read-only: the token lacks \"Queues Write\", as a 403 said ({refresh} tries again)";
    if (app->freeze.on && (action_get(id)->flags & IS_WRITE))
        return "frozen: nothing is read or changed until {freeze} goes on";
    return finders[id](app);
}
