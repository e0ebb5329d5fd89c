#include "app/app.h"

#include "app/change/extend.h"
#include "app/refresh.h"
#include "app/show/body_pane.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_HELD_MS = 1000 };

struct app *app_new(struct app_config *cfg, struct instant now)
{
    struct app *app = mem_new(1, sizeof(*app));

    app->config = *cfg;
    *cfg = (struct app_config){0};
    app->stays_read_only = app->config.read_only;
    app->now = now;
    queues_init(&app->queues, &app->now);
    messages_init(&app->messages, &app->now);
    calls_init(&app->calls);
    connection_init(&app->connection);
    audit_init(&app->audit);
    app->pace = (struct pace){.tokens = 24, .filled_mono_ms = now.mono_ms};
    app->cancelled_mono_ms = -1;
    app->list_due_mono_ms = INT64_MAX;
    app->ticked_mono_ms = now.mono_ms;
    app->body.pager.wrap = true;
    app->overlay_pager.wrap = true;
    app->dirty = true;
    refresh_list(app, true);
    app->connection.state = CONNECTION_LOADING;
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    body_pane_close(app);
    pager_free(&app->body.pager);
    freeze_free(&app->freeze);
    call_log_free(&app->call_log);
    audit_page_free(&app->past);
    messages_free(&app->messages);
    groups_free(&app->groups);
    paths_free(&app->paths);
    queues_free(&app->queues);
    marks_free(&app->marks);
    changes_free(&app->changes);
    leases_free(&app->leases);
    lease_orphans_free(&app->orphans.found);
    calls_free(&app->calls);
    audit_free(&app->audit);
    pager_free(&app->overlay_pager);
    copy_free(&app->copy);
    export_free(&app->export);
    external_free(&app->external);
    pipe_free(&app->pipe);
    message_compare_free(&app->message_compare);
    free(app->extended_id);
    free(app->wanted_profile);
    free(app->config.profile);
    free(app->config.base_url);
    free(app->config.queue);
    free(app);
}

int64_t app_true_now(const struct app *app)
{
    return app->freeze.on ? app->freeze.now.mono_ms : app->now.mono_ms;
}

void app_clear_status(struct app *app)
{
    bool held = app->status.kind == STATUS_ERROR &&
                app_true_now(app) - app->status.since_mono_ms < STATUS_HELD_MS;

    if (!held)
        app->status.kind = STATUS_NONE;
}

void app_set_status(struct app *app, enum status_kind kind, const char *fmt, ...)
{
    va_list ap;

    app->status.kind = kind;
    app->status.since_mono_ms = app_true_now(app);
    va_start(ap, fmt);
    vsnprintf(app->status.text, sizeof(app->status.text), fmt, ap);
    va_end(ap);
    app->dirty = true;
}

void app_set_sizes(struct app *app, const struct app_sizes *sizes, struct instant now)
{
    freeze_set_now(app, now);
    list_fit(&app->queues.list, app->queues.n_view, sizes->queue_rows);
    list_fit(&app->messages.list, app->messages.n_view, sizes->message_rows);
    list_fit(&app->groups.list, app->groups.n, sizes->message_rows);
    pager_set_size(&app->body.pager, sizes->body_rows, sizes->body_cols);
    pager_set_size(&app->overlay_pager, sizes->overlay_rows, sizes->overlay_cols);
    message_compare_settle(app);
    refresh_run(app);
}

void app_settle(struct app *app)
{
    queues_settle(&app->queues, app->now.mono_ms);
    messages_settle(&app->messages);
    groups_settle(app);
    body_pane_settle(app);
    call_log_settle(app);
    orphans_settle(app);
}

static int64_t earliest(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Ages and countdowns are shown in whole seconds: one tick a second while there are any. */
static int64_t next_tick(const struct app *app)
{
    bool shows_age = app->connection.good.mono_ms >= 0 || app->leases.n > 0 ||
                     app->connection.retry_at_mono_ms >= 0;

    return shows_age ? app->ticked_mono_ms + 1000 : INT64_MAX;
}

int64_t app_next_due(const struct app *app)
{
    int64_t due = earliest(next_tick(app), refresh_next_due(app));

    if (app->freeze.on)
        return freeze_next_due(app);
    due = earliest(due, queues_next_due(&app->queues));
    if (app->mode != MODE_PANES && app->prompt.armed_at_mono_ms > app->now.mono_ms)
        due = earliest(due, app->prompt.armed_at_mono_ms);
    return due;
}

void app_tick(struct app *app, struct instant now)
{
    bool was_arming = app->mode != MODE_PANES && app->prompt.armed_at_mono_ms > app->now.mono_ms;

    freeze_set_now(app, now);
    if (app->freeze.on) {
        freeze_tick(app);
        return;
    }
    if (was_arming && app->prompt.armed_at_mono_ms <= now.mono_ms)
        app->dirty = true;
    if (now.mono_ms >= next_tick(app)) {
        app->ticked_mono_ms = now.mono_ms;
        leases_drop_expired(&app->leases, now.mono_ms);
        queues_tick(&app->queues);
        messages_tick(&app->messages);
        extend_tick(app);
        app->dirty = true;
    }
    if (now.mono_ms >= queues_next_due(&app->queues)) {
        queues_settle(&app->queues, now.mono_ms);
        app->dirty = true;
    }
    refresh_run(app);
}

struct request *app_take_request(struct app *app)
{
    struct request *r = calls_take_request(&app->calls);

    if (r && r->kind == REQ_CALL && r->call.op != OP_ACCOUNTS)
        memcpy(r->call.account_id, app->config.account_id, sizeof(r->call.account_id));
    if (r)
        audit_note_intent(app, r);
    return r;
}

const struct queue_row *app_open_queue(const struct app *app)
{
    return queues_find(&app->queues, app->messages.queue_id);
}

const char *app_open_name(const struct app *app)
{
    const struct queue_row *row = app_open_queue(app);

    return row ? row->queue->name : app->messages.queue_id;
}

enum where app_where(const struct app *app)
{
    static const enum where of_pane[PANE_COUNT] = {IN_QUEUES, IN_MESSAGES, IN_BODY};

    return app->overlay != OVERLAY_NONE ? IN_OVERLAY : of_pane[app->focus];
}

struct pager *app_pager(struct app *app)
{
    return app->overlay != OVERLAY_NONE ? &app->overlay_pager : &app->body.pager;
}

void app_open_menu(struct app *app, void (*choose)(struct app *app, size_t row))
{
    app->choose = choose;
    app->mode = MODE_MENU;
    /* A menu decides nothing that asks no question of its own: no key is too early. */
    prompt_start(&app->prompt, app->now.mono_ms, true);
}

/* What changes the server may have done so already: its answer is still wanted. */
void app_quit(struct app *app)
{
    freeze_end(app); /* a pull among what waits has leases to give back */
    for (size_t i = 0; i < app->calls.n; i++)
        if (!operation_get(app->calls.items[i].op)->changes_server)
            calls_cancel(&app->calls, app->calls.items[i].id);
    app->quitting = true;
}
