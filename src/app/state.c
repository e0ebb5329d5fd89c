#include "app/state.h"

#include "app/keys/actions.h"
#include "base/memory/array.h"
#include <stdarg.h>
#include <stdio.h>

enum { STATUS_HELD_MS = 1000 };

const struct queue_row *app_open_queue(const struct app *app)
{
    return queues_find(&app->queues, app->messages.queue_id);
}

const char *app_open_name(const struct app *app)
{
    const struct queue_row *row = app_open_queue(app);

    return row ? row->queue->name : app->messages.queue_id;
}

const struct queue_row *app_target_queue(const struct app *app)
{
    return app->focus == PANE_QUEUES || !app->messages.queue_id[0] ? queues_selected(&app->queues)
                                                                   : app_open_queue(app);
}

void app_set_now(struct app *app, struct instant now)
{
    if (app->freeze.on)
        app->freeze.now = now;
    else
        app->now = now;
}

int64_t app_true_now(const struct app *app)
{
    return app->freeze.on ? app->freeze.now.mono_ms : app->now.mono_ms;
}

enum where app_where(const struct app *app)
{
    static const enum where of_pane[] = {IN_QUEUES, IN_MESSAGES, IN_BODY};
    _Static_assert(ARRAY_LEN(of_pane) == PANE_COUNT, "every pane is a place");

    if (app->screen == SCREEN_NONE)
        return of_pane[app->focus];
    return app->screen == SCREEN_GRAPH  ? IN_GRAPH
           : app->screen == SCREEN_HELP ? IN_HELP
                                        : IN_SCREEN;
}

struct pager *app_pager(struct app *app)
{
    return app->screen != SCREEN_NONE ? &app->screen_pager : &app->body.pager;
}

void app_open_menu(struct app *app, void (*choose)(struct app *app, size_t row))
{
    app->choose = choose;
    app->mode = MODE_MENU; /* decides nothing unasked: no key is too early */
}

bool app_close_screen(struct app *app, enum screen_id id)
{
    if (app->screen != id)
        return false;
    app->screen = SCREEN_NONE;
    return true;
}

void app_quit(struct app *app)
{
    app->quitting = true;
}

void app_set_status(struct app *app, enum status_kind kind, const char *fmt, ...)
{
    va_list ap;

    app->status.kind = kind;
    app->status.of_read = false;
    app->status.hint = NULL;
    app->status.since_mono_ms = app_true_now(app);
    va_start(ap, fmt);
    vsnprintf(app->status.text, sizeof(app->status.text), fmt, ap);
    va_end(ap);
    app->dirty = true;
}

void app_set_hint(struct app *app, enum status_kind kind, const char *text)
{
    char filled[sizeof(app->status.text)];

    app_set_status(app, kind, "%s", action_fill(filled, sizeof(filled), text));
}

void app_clear_status(struct app *app)
{
    bool held = app->status.kind == STATUS_ERROR &&
                app_true_now(app) - app->status.since_mono_ms < STATUS_HELD_MS;

    if (!held)
        app->status.kind = STATUS_NONE;
}

void app_set_read_error(struct app *app, enum op op, const char *hint, const char *why)
{
    app_set_status(app, STATUS_ERROR, "%s", why);
    app->status.of_read = true;
    app->status.op = op;
    app->status.hint = hint;
}

void app_end_read_error(struct app *app, enum op op)
{
    if (app->status.of_read && app->status.op == op)
        app->status.kind = STATUS_NONE;
}
