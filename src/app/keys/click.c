#include "app/keys/click.h"

#include "app/keys/actions.h"
#include "app/keys/keys.h"
#include "app/read/refresh.h"
#include "app/show/list_order.h"

#include <stdlib.h>

static const struct list *find_list(const struct app *app, int pane)
{
    return app->mode == MODE_MENU  ? &app->menu.list
           : pane == PANE_QUEUES   ? &app->queues.list
           : groups_are_shown(app) ? &app->groups.list
                                   : &app->messages.list;
}

/* What the click before selected is so still. */
static bool is_selected(const struct app *app, const struct clicked *before)
{
    enum click_on on = app->mode == MODE_MENU ? CLICK_MENU : CLICK_ROW;

    return before->on == on && find_list(app, before->pane)->selected == before->row &&
           (on == CLICK_MENU || (int)app->focus == before->pane);
}

/* At the same place, not on the same row: the pane that gets the focus grows, and its rows move
 * from under the pointer.  The columns may differ by one: a hand is not that steady. */
static bool is_again(const struct app *app, const struct click *c, struct instant now)
{
    const struct clicked *before = &app->clicked;

    return is_selected(app, before) && !c->wheel && before->line == c->line &&
           abs(before->col - c->col) <= 1 && now.mono_ms - before->mono_ms <= CLICK_AGAIN_MS;
}

static void scroll(struct app *app, const struct click *c)
{
    struct pager *p = c->on == CLICK_SCREEN ? &app->screen_pager : &app->body.pager;

    if (c->on == CLICK_NOTHING || c->on == CLICK_MENU || c->on == CLICK_FOOTER)
        return;
    if (c->on != CLICK_SCREEN && c->pane == PANE_QUEUES)
        queues_scroll(&app->queues, c->wheel * WHEEL_ROWS);
    else if (c->on != CLICK_SCREEN && c->pane == PANE_MESSAGES)
        groups_scroll(app, c->wheel * WHEEL_ROWS);
    else
        pager_scroll(p, c->wheel * WHEEL_ROWS);
}

/* False: there is no such row. */
static bool select_row(struct app *app, const struct click *c)
{
    const struct list *l = find_list(app, c->pane);

    if (c->on != CLICK_ROW)
        return false;
    if (c->pane == PANE_BODY)
        pager_select_row(&app->body.pager, c->row);
    if (c->pane == PANE_BODY || c->row >= l->n - l->top)
        return false;
    if (c->pane == PANE_QUEUES)
        queues_select_place(&app->queues, l->top + c->row);
    else
        groups_select(app, l->top + c->row);
    return true;
}

static void sort_by(struct app *app, int column)
{
    struct order order = list_order_order(app, app->focus);

    if (column < 0 || app->focus == PANE_BODY)
        return;
    if (order.column == column)
        list_order_invert(app);
    else
        list_order_set_order(app, sort_order(list_order_columns(app, app->focus), column));
}

static bool click_pane(struct app *app, const struct click *c)
{
    if (c->on != CLICK_TITLE && c->on != CLICK_HEAD && c->on != CLICK_ROW)
        return false;
    app->status.kind = STATUS_NONE;
    app->focus = (enum pane)c->pane;
    if (c->on == CLICK_HEAD)
        sort_by(app, c->column);
    return select_row(app, c);
}

static bool click_menu(struct app *app, const struct click *c)
{
    if (c->on != CLICK_MENU || c->row >= app->menu.list.n)
        return false;
    menu_select(&app->menu, c->row);
    return true;
}

static void press_key(struct app *app, enum action_id id, struct instant now)
{
    struct key key;
    char name[16];

    if (id < ACT_COUNT && key_parse(action_first_key(id, name), &key))
        app_key(app, key, now);
}

void app_click(struct app *app, struct click c, struct instant now)
{
    bool in_menu = app->mode == MODE_MENU, again = is_again(app, &c, now), selected = false;

    app->clicked = (struct clicked){.on = CLICK_NOTHING};
    app->count = (struct count){0};
    if (app->mode != MODE_PANES && !in_menu)
        return;
    app_set_now(app, now);
    app->dirty = true;
    queues_hold(&app->queues, app->now.mono_ms);
    if (c.on == CLICK_FOOTER && !in_menu && !c.wheel) {
        press_key(app, (enum action_id)c.action, now);
        return;
    }
    if (again) {
        app_key(app, (struct key){.code = K_ENTER}, now);
        return;
    }
    if (in_menu && !c.wheel)
        selected = click_menu(app, &c);
    else if (!in_menu && c.wheel)
        scroll(app, &c);
    else if (!in_menu)
        selected = click_pane(app, &c);
    if (selected)
        app->clicked = (struct clicked){c.on,   c.pane, find_list(app, c.pane)->selected,
                                        c.line, c.col,  now.mono_ms};
    refresh_anew(app);
}
