#include "app/keys/back.h"

#include "app/change/sending.h"
#include "app/events.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "app/show/group/groups.h"
#include "app/show/list_order.h"

enum { TWICE_MS = 1000 };

/* The newest that somebody waits for, or else one that is in trouble. */
static const struct call_state *find_cancellable(const struct app *app)
{
    const struct call_state *found = NULL;

    for (size_t i = 0; i < app->calls.n; i++)
        if (app->calls.items[i].by_user && (!found || app->calls.items[i].id > found->id))
            found = &app->calls.items[i];
    for (size_t i = 0; i < app->calls.n && !found; i++)
        if (app->calls.items[i].retry_at_mono_ms >= 0)
            found = &app->calls.items[i];
    return found;
}

void back_cancel(struct app *app)
{
    const struct call_state *call;
    size_t n_unsent;
    bool twice;

    if (pipe_cancel(app)) {
        app_set_status(app, STATUS_INFO, "asked the command to end");
        return;
    }
    n_unsent = sending_stop(app, NULL, "cancelled"); /* before answers that were held let it go */
    app_thaw(app);
    call = find_cancellable(app);
    twice = app->cancelled_mono_ms >= 0 && app->now.mono_ms - app->cancelled_mono_ms < TWICE_MS;

    app->cancelled_mono_ms = app->now.mono_ms;
    if (twice) {
        app_quit(app);
    } else if (n_unsent) {
        ; /* what is under way goes on, and the next Ctrl-C is for it */
    } else if (call) {
        changes_cancel(&app->changes, &app->calls, call->id);
        app_set_status(app, STATUS_INFO, "%s cancelled (Ctrl-C again quits)",
                       operation_get(call->op)->name);
    } else if (app->decoder.running) {
        decoder_done(app, "cancelled (Ctrl-C again quits)", "", 0);
    } else {
        app_set_status(app, STATUS_INFO, "nothing is under way: Ctrl-C again quits, %s goes back",
                       ACTION_KEY(ACT_BACK));
    }
}

void back_ask_quit(struct app *app)
{
    leases_drop_expired(&app->leases, app_true_now(app));
    if (!leases_count(&app->leases, LEASE_HELD)) {
        app_quit(app);
        return;
    }
    ask_start(app, MODE_QUIT, (struct question){.yes = YES_BY_Y, .does = "quits"});
}

/* false: there is no way back, this is the top. */
static bool step_back(struct app *app)
{
    if (app->screen == SCREEN_HELP)
        help_close(app);
    else if (app->screen != SCREEN_NONE)
        app->screen = SCREEN_NONE;
    else if (app->marks.anchor && app->focus == PANE_MESSAGES)
        marks_drop_range(&app->marks);
    else if (app->freeze.on)
        app_thaw(app);
    else if (groups_back(app) || list_order_clear_filter(app))
        return true;
    else if (app->zoom)
        app->zoom = false;
    else if (app->focus != PANE_QUEUES)
        app->focus--;
    else
        return false;
    return true;
}

void back_or_quit(struct app *app)
{
    if (!step_back(app))
        back_ask_quit(app);
}

/* An Esc may be the first byte of a key that a slow line tore apart. */
void back_only(struct app *app)
{
    if (!step_back(app))
        app_set_status(app, STATUS_INFO, "this is the top: Esc goes no further back, %s quits",
                       ACTION_KEY(ACT_BACK));
}

void back_quit_key(struct app *app, struct key key)
{
    if (ask_key(app, key) == QUESTION_YES)
        app_quit(app);
}
