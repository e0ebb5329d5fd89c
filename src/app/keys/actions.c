#include "app/keys/actions.h"

#include "app/blocker.h"
#include "app/change/write_menu.h"
#include "app/settle.h"
#include "base/memory/array.h"

/* What each action runs: run, or step with an argument. */
static const struct {
    void (*run)(struct app *app);
    void (*step)(struct app *app, int argument);
    int argument;
} calls[] = {
#define RUN(function)                                                     .run = function
#define STEP(function, argument_)                                         .step = function, .argument = argument_
#define ACTION(id, name, keys, where, footer, help, flags, call, blocker) {call},
#include "parts/input/actions.def"
};
_Static_assert(ARRAY_LEN(calls) == ACT_COUNT, "a function for each action");

/* Keys come faster than frames: each acts on what those before it have done. */
static void settle(struct app *app)
{
    queues_settle(&app->queues, app->now.mono_ms);
    messages_settle(&app->messages);
    groups_settle(app);
    if (app_where(app) == IN_BODY)
        app_settle(app);
}

void actions_run(struct app *app, enum action_id id)
{
    const char *blocker;

    settle(app);
    blocker = blocker_find(app, id);
    if (blocker)
        app_set_hint(app, STATUS_ERROR, blocker);
    else if (calls[id].run)
        calls[id].run(app);
    else
        calls[id].step(app, calls[id].argument);
}

static void choose(struct app *app, size_t row)
{
    actions_run(app, write_menu_at(row));
}

void actions_open_menu(struct app *app)
{
    write_menu_make(app);
    app_open_menu(app, choose);
}
