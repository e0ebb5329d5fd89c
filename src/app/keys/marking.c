/* The keys that mark messages, ranges of them and groups. */
#include "app/keys/actions.h"
#include "app/show/group/groups.h"

/* A count marks that many from here on, whatever they were. */
void marking_toggle(struct app *app)
{
    struct messages *m = &app->messages;
    size_t n = count_times(&app->count);
    const struct message_row *row = messages_selected(m);

    if (groups_are_shown(app)) {
        groups_mark(app);
        return;
    }
    if (!row)
        return;
    if (app->count.n)
        marks_add_rows(&app->marks, m, m->list.selected, n);
    else if (!row->message->id[0])
        app_set_status(app, STATUS_ERROR, "a message without an id cannot be marked");
    else if (marks_has(&app->marks, row->message->id))
        marks_remove(&app->marks, row->message->id);
    else
        marks_add(&app->marks, row->message->id);
    messages_move(m, LIST_DOWN, n);
}

void marking_toggle_range(struct app *app)
{
    if (groups_are_shown(app)) {
        app_set_status(app, STATUS_INFO, "a range needs messages: %s marks a group",
                       ACTION_KEY(ACT_MARK));
        return;
    }
    if (app->marks.anchor) {
        marks_end_range(&app->marks, &app->messages);
        return;
    }
    marks_begin_range(&app->marks, &app->messages);
    if (app->marks.anchor)
        app_set_status(app, STATUS_INFO, "marking a range: move, then %s ends it (Esc: no range)",
                       ACTION_KEY(ACT_MARK_RANGE));
}

void marking_clear(struct app *app)
{
    marks_free(&app->marks);
}
