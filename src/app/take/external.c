#include "app/take/external.h"

#include "app/app.h"
#include "app/command/command.h"
#include "app/blocker.h"

void outside_free(struct outside *o)
{
    if (o->wanted)
        body_free(&o->body);
    *o = (struct outside){.wanted = false};
}

const char *outside_extension(const struct body *b)
{
    static const char *const extensions[] = {
        [BODY_TEXT] = ".txt", [BODY_JSON] = ".json",   [BODY_BYTES] = ".bin",   [BODY_V8] = ".txt",
        [BODY_CBOR] = ".txt", [BODY_MSGPACK] = ".txt", [BODY_PROTOBUF] = ".txt"};

    return extensions[b->form];
}

static void open_in(struct app *app, enum outside_program program)
{
    const struct message_row *row = messages_selected(&app->messages);
    struct outside *o = &app->outside;

    if (!row || !row->message->body) {
        app_set_status(app, STATUS_ERROR, "this message has no body to open");
        return;
    }
    outside_free(o);
    body_decode_readable(&o->body, row->message);
    o->extension = outside_extension(&o->body);
    o->program = program;
    o->wanted = true;
    leases_drop_expired(&app->leases, app_true_now(app));
}

void outside_open(struct app *app)
{
    open_in(app, OUTSIDE_PAGER);
}

bool command_editor(struct app *app, const char *arguments, struct error *err)
{
    const char *obstacle = obstacle_find(app, ACT_OUTSIDE);

    if (*arguments)
        return error_set(err, ERR_USAGE, "editor takes nothing behind it");
    if (obstacle)
        return error_set(err, ERR_USAGE, "%s", obstacle);
    open_in(app, OUTSIDE_EDITOR);
    return true;
}

void outside_done(struct app *app, struct instant now, bool changed, const char *error)
{
    size_t held = app->leases.n, lost;

    freeze_set_now(app, now);
    outside_free(&app->outside);
    leases_drop_expired(&app->leases, app_true_now(app));
    lost = held - app->leases.n;
    if (lost)
        app_set_status(app, STATUS_ERROR,
                       "%zu lease%s ended meanwhile: consumers can see %s again%s", lost,
                       lost == 1 ? "" : "s", lost == 1 ? "the message" : "the messages",
                       changed ? "; changes are not sent" : "");
    else if (error)
        app_set_status(app, STATUS_ERROR, "%s", error);
    else if (changed)
        app_set_status(app, STATUS_ERROR,
                       "changes are not sent: the message stays as it is, the file is gone");
    app->dirty = true;
}
