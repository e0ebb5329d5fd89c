/* Which pane has the focus, and how all of them look. */
#include "app/keys/actions.h"
#include "app/show/group/groups.h"
#include "base/memory/array.h"

void panes_open_body(struct app *app)
{
    if (groups_are_shown(app)) {
        groups_enter(app);
        return;
    }
    if (!messages_selected(&app->messages))
        return;
    app->focus = PANE_BODY;
    app->zoom = true;
}

/* In help: to the page of the pane. */
void panes_set_focus(struct app *app, int pane)
{
    if (app->screen == SCREEN_HELP) {
        help_go_to_page(app, (enum help_page)pane);
        return;
    }
    app->screen = SCREEN_NONE;
    app->focus = (enum pane)pane;
}

void panes_step_focus(struct app *app, int step)
{
    panes_set_focus(app, ((int)app->focus + step + PANE_COUNT) % PANE_COUNT);
}

void panes_toggle_zoom(struct app *app)
{
    app->zoom = !app->zoom;
}

void panes_walk_times(struct app *app)
{
    static const char *const says[] = {"times as ages", "times in UTC", "times in local time"};
    _Static_assert(ARRAY_LEN(says) == TIMES_COUNT, "every way is told");

    app->times = times_next(app->times);
    app_set_status(app, STATUS_INFO, "%s", says[app->times]);
}

void panes_redraw(struct app *app)
{
    app->wants_redraw = true;
}

void panes_suspend(struct app *app)
{
    app->wants_suspend = true;
}
