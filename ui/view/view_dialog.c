/* What the dialogs ask, each from the state it is about. */
#include "app/change/change.h"
#include "app/change/extend.h"
#include "app/open.h"
#include "app/take/export.h"
#include "base/array.h"
#include "base/format.h"
#include "ui/view/dialog.h"
#include "ui/view/views.h"

#include <stdio.h>

enum { BAR_COLS = 50 };

static void ask_pull(const struct app *app, struct dialog *d)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    struct pull_text text;

    open_describe_pull(app, &text);
    snprintf(d->title, sizeof(d->title), " Pull from %s ",
             FORMAT_NAME(row ? row->queue->name : "?"));
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text.price);
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text.ends);
    d->prompt = &app->prompt;
    snprintf(d->keys, sizeof(d->keys), "Enter pulls   Tab next field   Esc cancels");
}

static void ask_extend(const struct app *app, struct dialog *d)
{
    char text[160];

    extend_describe(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Extend leases ");
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text);
    d->prompt = &app->prompt;
    snprintf(d->keys, sizeof(d->keys), "Enter extends   Esc cancels");
}

static void ask_quit(const struct app *app, struct dialog *d)
{
    size_t n = app->leases.held.n;

    snprintf(d->title, sizeof(d->title), " Quit ");
    if (app_option(app, OPT_KEEP_LEASES))
        dialog_add(d, ROLE_DIALOG_WARN, "%zu lease%s held (--keep-leases). Quit?", n,
                   n == 1 ? " stays" : "s stay");
    else
        dialog_add(d, ROLE_DIALOG_WARN, "%zu lease%s held. Release %s and quit?", n,
                   n == 1 ? " is" : "s are", n == 1 ? "it" : "them");
    snprintf(d->keys, sizeof(d->keys), "y quits   any other key stays");
}

static void ask_orphans(const struct app *app, struct dialog *d)
{
    char text[160];

    orphans_describe(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Leases of an earlier run ");
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text);
    dialog_add(d, ROLE_DIALOG, "Until they end their messages are hidden from consumers.");
    snprintf(d->keys, sizeof(d->keys), "Y or Enter releases   n leaves them");
}

static void ask_copy_file(const struct app *app, struct dialog *d)
{
    struct format bytes, most;

    snprintf(d->title, sizeof(d->title), " Too long for the clipboard ");
    dialog_add(d, ROLE_DIALOG, "%s bytes: terminals take %s at most.",
               format_count(&bytes, (int64_t)app->copy.text.len),
               format_count(&most, COPY_BYTES_MAX));
    dialog_add(d, ROLE_DIALOG, "Write ./%s ?", app->copy.file);
    snprintf(d->keys, sizeof(d->keys),
             "y writes it, for you alone to read   any other key cancels");
}

static void ask_export(const struct app *app, struct dialog *d)
{
    char text[160];

    export_describe(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Export ");
    dialog_add(d, ROLE_DIALOG, "%s", text);
    d->prompt = &app->prompt;
    d->wide = true;
    snprintf(d->keys, sizeof(d->keys), "Enter writes a new file   Esc cancels");
}

static void tell_export(const struct app *app, struct dialog *d)
{
    char text[160];

    export_describe_progress(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Writing ");
    dialog_add(d, ROLE_DIALOG, "%s", text);
    export_draw_bar(app, text, BAR_COLS);
    dialog_add(d, ROLE_DIALOG, "%s", text);
    snprintf(d->keys, sizeof(d->keys), "Esc or Ctrl-C cancels: nothing is left of it");
}

/* Before messages are acknowledged or retried. */
static void ask_confirm(const struct app *app, struct dialog *d)
{
    const struct confirm *c = &app->confirm;
    const char *does = app->changes.asked[BY_LEASE].verb == VERB_RETRY ? "retries" : "deletes";
    struct ask_text text;

    change_describe(app, &text);
    snprintf(d->title, sizeof(d->title), "%s", text.title);
    for (int i = 0; i < text.n; i++)
        dialog_add(d, i < 2 ? ROLE_DIALOG_WARN : ROLE_DIALOG, "%s", text.lines[i]);
    d->prompt = &app->prompt;
    d->has_cancel = true;
    d->on_cancel = !c->edited;
    if (c->n == 1)
        snprintf(d->keys, sizeof(d->keys), "y %s   Enter or Esc cancels", does);
    else
        snprintf(d->keys, sizeof(d->keys), "%zu and Enter %s   Enter alone or Esc cancels", c->n,
                 does);
}

void view_dialog_draw(const struct app *app, struct rect screen)
{
    static void (*const ask[])(const struct app *, struct dialog *) = {
        [MODE_PULL] = ask_pull,           [MODE_EXTEND] = ask_extend,
        [MODE_QUIT] = ask_quit,           [MODE_ORPHANS] = ask_orphans,
        [MODE_COPY_FILE] = ask_copy_file, [MODE_CONFIRM] = ask_confirm,
        [MODE_EXPORT] = ask_export,       [MODE_WRITING] = tell_export,
    };
    struct dialog d = {.armed = app_true_now(app) >= app->prompt.armed_at_mono_ms};

    if (app->mode == MODE_MENU)
        view_menu_draw(app, screen);
    if (app->mode >= ARRAY_LEN(ask) || !ask[app->mode])
        return;
    ask[app->mode](app, &d);
    dialog_draw(&d, screen);
}
