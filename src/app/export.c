#include "app/export.h"

#include "app/app.h"
#include "app/command.h"
#include "app/obstacle.h"
#include "app/targets.h"
#include "base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 64 };

/* "orders-2026-11-26T0010Z.ndjson": a queue's name is OUTSIDE bytes, and that of a file must hold
 * none. */
static void propose(const struct app *app, char *out, size_t size)
{
    struct format utc;

    format_utc(&utc, app->now.wall_ms);
    snprintf(out, size, "%.*s", NAME_BYTES, app_open_name(app));
    format_file_part(out);
    snprintf(out + strlen(out), size - strlen(out), "-%.13s%.2sZ.ndjson", utc.s, utc.s + 14);
}

void export_ask(struct app *app)
{
    char name[sizeof(app->export.file)];

    propose(app, name, sizeof(name));
    prompt_start(&app->prompt, app_true_now(app), false);
    prompt_add_field(&app->prompt, "file", name);
    app->mode = MODE_EXPORT;
}

static void want(struct app *app, const char *file)
{
    snprintf(app->export.file, sizeof(app->export.file), "%s", file);
    app->export.wanted = true;
}

/* The prompt stays until the file is written: another name may do. */
void export_key(struct app *app, struct key key)
{
    struct prompt *p = &app->prompt;
    enum prompt_result result = prompt_key(p, key, app_true_now(app));

    if (result == PROMPT_ENTER && !p->fields[0].text[0])
        snprintf(p->error, sizeof(p->error), "the file needs a name");
    else if (result == PROMPT_ENTER)
        want(app, p->fields[0].text);
    else if (result == PROMPT_CANCEL) {
        app->mode = MODE_PANES;
        app_set_status(app, STATUS_INFO, "cancelled: nothing was written");
    }
}

bool command_export(struct app *app, const char *arguments, struct error *err)
{
    const char *obstacle = obstacle_find(app, ACT_EXPORT);

    if (obstacle)
        return error_set(err, ERR_USAGE, "%s", obstacle);
    if (*arguments)
        want(app, arguments);
    else
        export_ask(app);
    return true;
}

void export_describe(const struct app *app, char *out, size_t size)
{
    size_t marked = marks_count(&app->marks, &app->messages);
    size_t n = marked ? marked : app->messages.n_view;
    struct format count;

    snprintf(out, size, "%s %s, one JSON object a line.", format_count(&count, (int64_t)n),
             marked   ? n == 1 ? "marked message" : "marked messages"
             : n == 1 ? "message shown"
                      : "messages shown");
}

void export_done(struct app *app, size_t n, int64_t bytes, const char *error)
{
    struct format count, size;

    app->export.wanted = false;
    if (error && app->mode == MODE_EXPORT) {
        snprintf(app->prompt.error, sizeof(app->prompt.error), "%s", error);
        return;
    }
    if (app->mode == MODE_EXPORT)
        app->mode = MODE_PANES;
    if (error)
        app_set_status(app, STATUS_ERROR, "%s", error);
    else
        app_set_status(app, STATUS_INFO, "wrote %s message%s, %s bytes, to %s",
                       format_count(&count, (int64_t)n), n == 1 ? "" : "s",
                       format_count(&size, bytes), app->export.file);
}
