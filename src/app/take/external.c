#include "app/take/external.h"

#include "app/blocker.h"
#include "app/command/command_run.h"
#include "app/keys/actions.h"
#include "app/state.h"

void external_free(struct external *o)
{
    if (o->wanted)
        body_free(&o->body);
    *o = (struct external){.wanted = false};
}

static void open_in(struct app *app, enum external_program program)
{
    const struct message_row *row = messages_selected(&app->messages);
    struct external *o = &app->external;

    if (!row || !row->message->body) {
        app_set_status(app, STATUS_ERROR, "this message has no body to open");
        return;
    }
    external_free(o);
    body_decode_readable(&o->body, row->message);
    o->extension = forms_get(o->body.form)->extension;
    o->program = program;
    o->wanted = true;
    leases_drop_expired(&app->leases, app_true_now(app));
}

void external_open(struct app *app)
{
    open_in(app, EXTERNAL_PAGER);
}

bool command_editor(struct app *app, const char *arguments, struct error *err)
{
    const char *blocker = blocker_find(app, ACT_EXTERNAL);
    char text[160];

    if (*arguments)
        return error_set(err, ERR_USAGE, "editor takes no argument");
    if (blocker)
        return error_set(err, ERR_USAGE, "%s", action_fill(text, sizeof(text), blocker));
    open_in(app, EXTERNAL_EDITOR);
    return true;
}

void external_done(struct app *app, struct instant now, bool changed, const char *error)
{
    size_t held = app->leases.held.n, lost;

    app_set_now(app, now);
    external_free(&app->external);
    leases_drop_expired(&app->leases, app_true_now(app));
    lost = held - app->leases.held.n;
    if (lost)
        app_set_status(app, STATUS_ERROR, "%s ended meanwhile: visible to consumers again%s",
                       FORMAT_COUNTED(lost, "lease"), changed ? "; changes are not sent" : "");
    else if (error)
        app_set_status(app, STATUS_ERROR, "%s", error);
    else if (changed)
        app_set_status(app, STATUS_ERROR,
                       "changes are not sent: the message is unchanged, the file deleted");
    app->dirty = true;
}
