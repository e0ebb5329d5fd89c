#include "app/change/write_menu.h"

#include "app/blocker.h"

#include <string.h>

enum action_id write_menu_at(size_t row)
{
    for (int i = 0; i < ACT_COUNT; i++)
        if ((action_get((enum action_id)i)->flags & IS_WRITE) && row-- == 0)
            return (enum action_id)i;
    return ACT_NONE;
}

/* The key that does it without the menu, where it can be a row's. */
static char find_letter(enum action_id id)
{
    const char *keys = action_keys(id);
    bool is_letter = keys[0] > ' ' && keys[0] < 0x7f && (!keys[1] || keys[1] == ' ');

    return is_letter && !strchr(MENU_KEYS, keys[0]) ? keys[0] : '\0';
}

void write_menu_make(struct app *app)
{
    enum action_id id;

    menu_start(&app->menu, "Keys that change the server");
    for (size_t i = 0; (id = write_menu_at(i)) != ACT_NONE; i++) {
        const struct action *a = action_get(id);
        const char *blocker = blocker_find(app, id);

        menu_add(&app->menu, (struct menu_row){find_letter(id), a->name,
                                               blocker ? blocker : a->help, blocker != NULL});
    }
}
