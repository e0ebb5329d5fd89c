/* What the dialogs ask, each from the state it is about. */
#include "app/change/change.h"
#include "app/change/extend.h"
#include "app/change/pull.h"
#include "app/take/export.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "ui/view/views.h"
#include "ui/widget/dialog.h"

#include <stdio.h>

enum { BAR_COLS = 50 };

static void ask_pull(const struct app *app, struct dialog *d)
{
    const struct queue_row *row = queues_find(&app->queues, app->prompt_queue_id);
    struct pull_text text;

    pull_describe(app, &text);
    snprintf(d->title, sizeof(d->title), " Pull from %s ",
             FORMAT_NAME(row ? row->queue->name : "?"));
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text.price);
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text.ends);
}

static void ask_extend(const struct app *app, struct dialog *d)
{
    char text[160];

    extend_describe(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Extend leases ");
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text);
}

static void ask_quit(const struct app *app, struct dialog *d)
{
    snprintf(d->title, sizeof(d->title), " Quit ");
    dialog_add(d, ROLE_DIALOG_WARN,
               app_option(app, OPT_KEEP_LEASES) ? "%s will stay held (--keep-leases). Quit?"
                                                : "%s held. Release and quit?",
               FORMAT_COUNTED(leases_count(&app->leases, LEASE_HELD), "lease"));
}

static void ask_orphans(const struct app *app, struct dialog *d)
{
    char text[160];

    orphans_describe(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Leases of an earlier run ");
    dialog_add(d, ROLE_DIALOG_WARN, "%s", text);
    dialog_add(d, ROLE_DIALOG, "Consumers cannot see their messages until they end.");
}

static void ask_copy_file(const struct app *app, struct dialog *d)
{
    struct format bytes, most;

    snprintf(d->title, sizeof(d->title), " Too long for the clipboard ");
    dialog_add(d, ROLE_DIALOG, "%s bytes: terminals take %s at most.",
               format_count(&bytes, (int64_t)app->copy.text.len),
               format_count(&most, COPY_BYTES_MAX));
    dialog_add(d, ROLE_DIALOG, "Write ./%s ?", app->copy.file);
}

static void ask_export(const struct app *app, struct dialog *d)
{
    char text[160];

    export_describe(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Export ");
    dialog_add(d, ROLE_DIALOG, "%s", text);
    d->wide = true;
}

static void tell_export(const struct app *app, struct dialog *d)
{
    char text[160];

    export_describe_progress(app, text, sizeof(text));
    snprintf(d->title, sizeof(d->title), " Writing ");
    dialog_add(d, ROLE_DIALOG, "%s", text);
    export_draw_bar(app, text, BAR_COLS);
    dialog_add(d, ROLE_DIALOG, "%s", text);
    snprintf(d->keys, sizeof(d->keys), "Esc or Ctrl-C cancels and leaves no file");
}

/* Before messages are acknowledged or retried. */
static void ask_change(const struct app *app, struct dialog *d)
{
    struct ask_text text;

    change_describe(app, &text);
    snprintf(d->title, sizeof(d->title), "%s", text.title);
    for (int i = 0; i < text.n; i++)
        dialog_add(d, i < 2 ? ROLE_DIALOG_WARN : ROLE_DIALOG, "%s", text.lines[i]);
}

static const struct mode_view {
    void (*question)(const struct app *app, struct dialog *d);
    void (*dialog)(const struct app *app, struct dialog *d);
    void (*prompt)(const struct app *app, struct rect footer);
    void (*over)(const struct app *app, struct rect screen);
} views[] = {
#define MODE(id, key, how, draw) [MODE_##id] = {.how = (draw)},
#include "app/keys/modes.def"
};
_Static_assert(ARRAY_LEN(views) == MODE_COUNT, "every mode has its view");

bool view_prompt_is_open(const struct app *app)
{
    return views[app->mode].prompt;
}

void view_prompt_draw(const struct app *app, struct rect footer)
{
    views[app->mode].prompt(app, footer);
}

/* What all questions have: their fields, Cancel where Enter alone cancels, the keys that answer. */
static void ask(const struct app *app, struct dialog *d)
{
    const struct question *q = &app->question;

    d->prompt = &app->prompt;
    d->has_cancel = q->yes != YES_BY_ENTER;
    d->on_cancel = !q->edited;
    d->armed = question_is_armed(q, app_true_now(app));
    question_print_keys(q, &app->prompt, d->keys, sizeof(d->keys));
}

bool view_dialog_is_open(const struct app *app)
{
    const struct mode_view *v = &views[app->mode];

    return v->over || v->question || v->dialog;
}

void view_dialog_draw(const struct app *app, struct rect screen)
{
    const struct mode_view *v = &views[app->mode];
    struct dialog d = {.armed = true};

    if (v->over)
        v->over(app, screen);
    if (v->question)
        ask(app, &d);
    if (v->question || v->dialog) {
        (v->question ? v->question : v->dialog)(app, &d);
        dialog_draw(&d, screen);
    }
}
