#include "app/open/open.h"

#include "app/change/change.h"
#include "app/command/column.h"
#include "app/freeze.h"
#include "app/keys/actions.h"
#include "app/show/body_pane.h"

#include <stdio.h>
#include <string.h>

void open_pane(struct app *app, const struct queue_row *row)
{
    body_pane_mark_stale(app);
    if (strcmp(app->messages.queue_id, row->queue->id) != 0)
        groups_leave(app);
    messages_open(&app->messages, row->queue->id, app->now.mono_ms);
    body_pane_open_queue(app);
    column_open_queue(app);
    change_forget(app);
    app->no_peek_reason[0] = '\0';
    app->status.kind = STATUS_NONE; /* what comes of this is the news now */
    app->focus = PANE_MESSAGES;
}

/* A peek of another queue, still under way, would be thrown away when it comes. */
static void cancel_other_peeks(struct app *app, const char *queue_id)
{
    for (size_t i = 0; i < app->calls.n; i++) {
        const struct call_state *call = &app->calls.items[i];

        if (call->op == OP_PEEK && strcmp(call->queue_id, queue_id) != 0)
            calls_cancel(&app->calls, call->id);
    }
}

void open_peek(struct app *app, const struct queue_row *row, int64_t n)
{
    const char *id = row->queue->id;
    struct request *r;

    if (app->freeze.on) {
        freeze_refuse(app);
        return;
    }
    open_pane(app, row);
    cancel_other_peeks(app, id);
    if (row->stats->peek_unavailable) {
        snprintf(app->no_peek_reason, sizeof(app->no_peek_reason),
                 "peek is not available here: %s pulls instead", ACTION_KEY(ACT_PULL));
        app_set_status(app, STATUS_ERROR, "%s", app->no_peek_reason);
        return;
    }
    if (calls_find_op(&app->calls, OP_PEEK, id))
        return;
    r = calls_add(&app->calls, OP_PEEK, id, app->now.mono_ms);
    r->call.batch_size = n;
    app->calls.items[app->calls.n - 1].by_user = true;
}

void open_selected(struct app *app)
{
    const struct queue_row *row = queues_selected(&app->queues);

    if (row)
        open_peek(app, row, PEEK_BATCH);
}

void open_peek_again(struct app *app)
{
    const struct queue_row *row = app_target_queue(app);

    if (row)
        open_peek(app, row, PEEK_BATCH);
    else
        app_set_status(app, STATUS_ERROR, "there is no queue to peek");
}
