#include "app/keys/keys.h"

#include "app/blocker.h"
#include "app/change/change.h"
#include "app/change/extend.h"
#include "app/change/orphans.h"
#include "app/command/command_run.h"
#include "app/keys/actions.h"
#include "app/keys/back.h"
#include "app/read/refresh.h"
#include "app/screens.h"
#include "base/memory/array.h"

/* Where a digit that is a key goes away from: a pane, or a line of help. */
static int find_place(const struct app *app)
{
    return app->screen == SCREEN_HELP ? (int)app->screen_pager.top : (int)app->focus;
}

static void go_to_place(struct app *app, int place)
{
    if (app->screen == SCREEN_HELP)
        pager_move(&app->screen_pager, LIST_ROW, (size_t)place + 1);
    else
        app->focus = (enum pane)place;
}

/* A digit that is a key of its own does what it does, and may begin a count all the same. */
static void take_lone_digit(struct app *app, struct key key, enum action_id id)
{
    struct count c = {.from = find_place(app), .typed_mono_ms = app_true_now(app)};

    count_add(&c, key);
    actions_run(app, id);
    c.lone = true;
    app->count = c;
}

/* What the digit before did is undone where this key makes it a count. */
static void undo_lone_digit(struct app *app, struct key key)
{
    int here = find_place(app);
    enum action_id id;

    go_to_place(app, app->count.from);
    id = action_find(key, app_where(app));
    if (count_is_digit(key) || (id != ACT_NONE && (action_get(id)->flags & TAKES_COUNT)))
        return;
    go_to_place(app, here);
    app->count = (struct count){0};
}

/* The first place other than here where the key does something. */
static enum action_id find_elsewhere(struct key key)
{
    enum action_id id = ACT_NONE;

    for (int where = 1; (where & IN_ALL) && id == ACT_NONE; where *= 2)
        id = action_find(key, (enum where)where);
    return id;
}

/* No key is silent. */
static void say_unbound(struct app *app, struct key key)
{
    enum action_id id = find_elsewhere(key);
    struct where_text where;
    char name[16];

    key_print(key, name);
    if (id == ACT_NONE)
        app_set_status(app, STATUS_INFO, "%s is bound to nothing: %s lists the keys", name,
                       ACTION_KEY(ACT_HELP));
    else if (blocker_hides(app, id))
        app_set_hint(app, STATUS_ERROR, blocker_find(app, id));
    else
        app_set_status(app, STATUS_INFO, "%s does nothing here; in %s: %s", name,
                       action_describe_where(id, &where), action_get(id)->name);
}

void panes_key(struct app *app, struct key key)
{
    bool drops_count = app->count.pending && !app->count.lone && key.code == K_ESC;
    enum action_id id;

    app_clear_status(app);
    if (screens_take_key(app, key))
        return;
    if (count_is_over(&app->count, app_true_now(app)))
        app->count = (struct count){0};
    if (app->count.lone)
        undo_lone_digit(app, key);
    id = action_find(key, app_where(app));
    if (count_is_digit(key) && id != ACT_NONE && !app->count.pending) {
        take_lone_digit(app, key, id);
        return;
    }
    if (count_add(&app->count, key))
        return;
    if (id == ACT_NONE)
        say_unbound(app, key);
    else if (!drops_count)
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
#include "app/keys/modes.def"
    };
    _Static_assert(ARRAY_LEN(by_mode) == MODE_COUNT, "every mode has its keys");

    app_set_now(app, now);
    app->dirty = true;
    queues_hold(&app->queues, app->now.mono_ms);
    /* Pasted text is never a command. */
    if (key.pasted && app->mode == MODE_PANES)
        return;
    by_mode[app->mode](app, key);
    refresh_anew(app);
}
