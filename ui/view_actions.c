/* The menu of F9. */
#include "app/obstacle.h"
#include "app/write_menu.h"
#include "ui/dialog.h"
#include "ui/views.h"

enum { KEY_COLS = 3, NAME_COLS = 13 };

void view_actions_draw(const struct app *app, struct rect screen)
{
    int n = 0;
    struct rect r;

    while (write_menu_at((size_t)n) != ACT_NONE)
        n++;
    r = dialog_draw_frame(screen, n + 2, DIALOG_COLS, " What changes the server ");
    for (int i = 0; i < n; i++) {
        enum action_id id = write_menu_at((size_t)i);
        const struct action *a = action_get(id);
        const char *obstacle = obstacle_find(app, id);
        bool here = (size_t)i == app->menu_place;
        enum role role = here ? ROLE_SELECTED : obstacle ? ROLE_DIALOG_DIM : ROLE_DIALOG;
        char key[16];

        draw_fill(r, i, 0, r.cols, role);
        draw_text(r, i, 0, role, action_first_key(id, key));
        draw_text(r, i, KEY_COLS, role, a->name);
        draw_cell(r, i, KEY_COLS + NAME_COLS, r.cols - KEY_COLS - NAME_COLS, DRAW_LEFT, role,
                  obstacle ? obstacle : a->help);
    }
}
