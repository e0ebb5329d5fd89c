#include "app/read/refresh.h"

#include "app/keys/actions.h"
#include "app/read/measure.h"
#include "app/read/past.h"
#include "app/read/watch.h"

enum {
    HEARD_MS = 1000, /* what has been silent for longer is given up for a new try */
    LIST_EVERY_MS = 60000,
    LIST_MS_A_PAGE = 3000, /* a list of 100 pages is read every 5 minutes */
};

void refresh_list(struct app *app, bool by_user)
{
    /* Without an account there is no list: that is asked for first. */
    enum op op = app->config.account_id[0] ? OP_QUEUES : OP_ACCOUNTS;

    if (app->quitting || calls_find_op(&app->calls, op, NULL))
        return;
    calls_add(&app->calls, op, "", app->now.mono_ms);
    app->calls.items[app->calls.n - 1].by_user = by_user;
    app->list_due_mono_ms = INT64_MAX; /* set anew when it ends */
}

void refresh_run(struct app *app)
{
    if (app->freeze.on)
        return;
    if (!app->quitting && app->now.mono_ms >= app->list_due_mono_ms)
        refresh_list(app, false);
    watch_settle(app);
    measure_run(app);
    past_run(app);
}

void refresh_anew(struct app *app)
{
    measure_replan(app);
    refresh_run(app);
}

int64_t refresh_next_due(const struct app *app)
{
    int64_t due = measure_next_due(app), past = past_next_due(app);

    due = past < due ? past : due;
    return due < app->list_due_mono_ms ? due : app->list_due_mono_ms;
}

/* What waits may wait for a server that is well again.  A list whose pages come is left alone. */
static void give_up_reads(struct app *app)
{
    for (size_t i = 0; i < app->calls.n; i++) {
        const struct call_state *call = &app->calls.items[i];
        bool lists = call->op == OP_QUEUES || call->op == OP_ACCOUNTS;
        bool waits =
            call->retry_at_mono_ms >= 0 || app->now.mono_ms - call->heard_mono_ms > HEARD_MS;

        if (!waits || call->streams || (!lists && call->op != OP_METRICS && call->op != OP_WATCH))
            continue;
        app->list_again = app->list_again || lists;
        calls_cancel(&app->calls, call->id);
    }
}

void refresh_all(struct app *app)
{
    give_up_reads(app);
    measure_all(app);
    app->no_write = false; /* the permission may have been given meanwhile */
    past_forget_refusal(app);
    refresh_list(app, true);
}

void refresh_now(struct app *app)
{
    if (app->freeze.on)
        freeze_refuse(app);
    else
        refresh_all(app);
}

void refresh_plan_list(struct app *app)
{
    int64_t wait = (int64_t)app->queues.shown.n * LIST_MS_A_PAGE;

    app->list_due_mono_ms = app->now.mono_ms + (wait > LIST_EVERY_MS ? wait : LIST_EVERY_MS);
}
