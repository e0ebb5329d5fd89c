#include "app/keys/moves.h"

#include "app/keys/actions.h"
#include "app/show/group/groups.h"
#include "app/show/queue/graph_screen.h"

enum { SIDE_COLS = 8 };

void moves_go_in(struct app *app, enum list_move m, size_t n)
{
    if (app_where(app) == IN_SCREEN || app_where(app) == IN_BODY)
        pager_move(app_pager(app), m, n);
    else if (app_where(app) == IN_HELP)
        help_move(app, m, n);
    else if (app_where(app) == IN_GRAPH)
        graph_screen_move(app, m, n);
    else if (app->focus == PANE_QUEUES)
        queues_move(&app->queues, m, n);
    else
        groups_move(app, m, n);
}

void moves_go(struct app *app, int argument)
{
    moves_go_in(app, (enum list_move)argument, count_times(&app->count));
}

/* g and G: with a count, to that row. */
void moves_go_to(struct app *app, int argument)
{
    moves_go_in(app, app->count.n ? LIST_ROW : (enum list_move)argument, count_times(&app->count));
}

void moves_go_side(struct app *app, int step)
{
    int cols = SIDE_COLS * (int)count_times(&app->count);

    if (step < 0)
        pager_go_left(app_pager(app), cols);
    else
        pager_go_right(app_pager(app), cols);
}

void moves_toggle_fold(struct app *app)
{
    if (!pager_toggle_fold(app_pager(app)))
        app_set_status(app, STATUS_INFO, "nothing to fold here: %s folds { } and [ ]",
                       ACTION_KEY(ACT_FOLD));
}

void moves_step_level(struct app *app, int levels)
{
    struct pager *p = app_pager(app);

    pager_step_level(p, levels * (int)count_times(&app->count));
    if (!p->folded)
        app_set_status(app, STATUS_INFO, "nothing to fold here: only values have levels");
    else if (p->level)
        app_set_status(app, STATUS_INFO, "%s unfolded (%s more, %s fewer)",
                       FORMAT_COUNTED(p->level, "level"), ACTION_KEY(ACT_FOLD_LESS),
                       ACTION_KEY(ACT_FOLD_MORE));
    else
        app_set_status(app, STATUS_INFO, "everything unfolded");
}

void moves_toggle_wrap(struct app *app)
{
    struct pager *p = app_pager(app);

    pager_set_wrap(p, !p->wrap);
    if (p->wrap)
        app_set_status(app, STATUS_INFO, "long lines wrapped");
    else
        app_set_status(app, STATUS_INFO, "long lines cut: %s %s scroll", ACTION_KEY(ACT_LEFT),
                       ACTION_KEY(ACT_RIGHT));
}
