#include "app/write_menu.h"

void write_menu_open(struct app *app)
{
    app->menu_place = 0;
    app->mode = MODE_ACTIONS;
    /* Nothing is decided here: what is chosen asks for itself. */
    prompt_start(&app->prompt, app->now.mono_ms, true);
}

enum action_id write_menu_at(size_t place)
{
    for (int i = 0; i < ACT_COUNT; i++)
        if ((action_get((enum action_id)i)->flags & IS_WRITE) && place-- == 0)
            return (enum action_id)i;
    return ACT_NONE;
}

static enum action_id find_by_key(struct key key)
{
    for (size_t i = 0; write_menu_at(i) != ACT_NONE; i++) {
        enum action_id id = write_menu_at(i);
        struct key own;
        char name[16];

        if (key_parse(action_first_key(id, name), &own) && key_equal(own, key))
            return id;
    }
    return ACT_NONE;
}

enum action_id write_menu_key(struct app *app, struct key key)
{
    enum action_id move = action_find(key, IN_QUEUES), chosen = ACT_NONE;

    if (key.pasted)
        return ACT_NONE;
    if (move == ACT_DOWN && write_menu_at(app->menu_place + 1) != ACT_NONE) {
        app->menu_place++;
    } else if (move == ACT_UP && app->menu_place > 0) {
        app->menu_place--;
    } else if (key.code == K_ENTER) {
        chosen = write_menu_at(app->menu_place);
    } else {
        chosen = find_by_key(key);
    }
    if (chosen != ACT_NONE || move == ACT_BACK || move == ACT_ACTIONS || move == ACT_CANCEL)
        app->mode = MODE_PANES;
    return chosen;
}
