#include "app/keys.h"

#include "app/actions.h"
#include "app/back.h"
#include "app/change/change.h"
#include "app/change/extend.h"
#include "app/change/orphans.h"
#include "app/command/command_run.h"
#include "app/refresh.h"
#include "app/screens.h"
#include "base/array.h"

void panes_key(struct app *app, struct key key)
{
    enum action_id id = action_find(key, app_where(app));
    bool drops_count = app->count.pending && key.code == K_ESC;

    app_clear_status(app);
    if (screens_take_key(app, key) || count_add(&app->count, key, id != ACT_NONE))
        return;
    if (id != ACT_NONE && !drops_count)
        actions_run(app, id);
    app->count = (struct count){0};
}

void menu_mode_key(struct app *app, struct key key)
{
    enum menu_result result = menu_key(&app->menu, key);

    if (result == MENU_OPEN)
        return;
    app->mode = MODE_PANES;
    if (result == MENU_CHOSEN)
        app->choose(app, app->menu.list.selected);
}

void app_key(struct app *app, struct key key, struct instant now)
{
    static void (*const by_mode[])(struct app *, struct key) = {
#define MODE(id, key, how, draw) [MODE_##id] = (key),
#include "app/modes.def"
    };
    _Static_assert(ARRAY_LEN(by_mode) == MODE_COUNT, "every mode has its keys");

    app_set_now(app, now);
    app->dirty = true;
    queues_hold(&app->queues, app->now.mono_ms);
    /* Pasted text is never a command. */
    if (key.pasted && app->mode == MODE_PANES)
        return;
    by_mode[app->mode](app, key);
    refresh_run(app);
}
