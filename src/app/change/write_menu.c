#include "app/change/write_menu.h"

#include "app/blocker.h"

enum action_id write_menu_at(size_t row)
{
    for (int i = 0; i < ACT_COUNT; i++)
        if ((action_get((enum action_id)i)->flags & IS_WRITE) && row-- == 0)
            return (enum action_id)i;
    return ACT_NONE;
}

void write_menu_make(struct app *app)
{
    enum action_id id;

    menu_start(&app->menu, "Keys that change the server");
    for (size_t i = 0; (id = write_menu_at(i)) != ACT_NONE; i++) {
        const struct action *a = action_get(id);
        const char *blocker = blocker_find(app, id);

        menu_add(&app->menu, (struct menu_row){a->keys[0], a->name, blocker ? blocker : a->help,
                                               blocker != NULL});
    }
}
