#include "app/take/export.h"

#include "app/blocker.h"
#include "app/change/targets.h"
#include "app/command/command_run.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "base/text/text_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 64 };

/* "orders-2026-11-26T0010Z.ndjson": a queue's name is OUTSIDE bytes, and that of a file must hold
 * none. */
static void propose(const struct app *app, char *out, size_t size)
{
    struct text_line l;
    struct format utc;

    format_utc(&utc, app->now.wall_ms);
    snprintf(out, size, "%.*s", NAME_BYTES, app_open_name(app));
    format_file_part(out);
    l = text_line_behind(out, size);
    text_line_add(&l, "-%.13s%.2sZ.ndjson", utc.s, utc.s + 14);
}

void export_ask(struct app *app)
{
    char name[sizeof(app->export.file)];

    propose(app, name, sizeof(name));
    ask_start(app, MODE_EXPORT,
              (struct question){.yes = YES_BY_ENTER, .does = "writes a new file"});
    ask_add_field(app, FIELD_FILE, name);
}

/* Held as they are now; a queue that was opened meanwhile would have another name. */
static void hold(struct app *app, const char *file, bool all)
{
    struct export *e = &app->export;

    export_free(e);
    snprintf(e->file, sizeof(e->file), "%s", file);
    e->queue = mem_copy_str(app_open_name(app));
    snapshot_take(&e->snapshot, app, all);
    app->mode = MODE_WRITING;
}

static void want(struct app *app, const char *file, bool asked)
{
    hold(app, file, !targets_are_a_group(app));
    app->export.asked = asked;
    app->export.wanted = true;
}

void export_start_evidence(struct app *app, const char *folder)
{
    hold(app, folder, true);
    app->export.evidence.on = true;
}

void export_free(struct export *e)
{
    for (size_t i = 0; i < e->evidence.n; i++)
        buf_free(&e->evidence.files[i].bytes);
    snapshot_free(&e->snapshot);
    free(e->queue);
    *e = (struct export){.wanted = false};
}

static void cancel(struct app *app)
{
    if (app->export.evidence.call)
        calls_cancel(&app->calls, app->export.evidence.call);
    export_free(&app->export);
    app->mode = MODE_PANES;
    app_set_status(app, STATUS_INFO, "cancelled: nothing was written");
}

void export_key(struct app *app, struct key key)
{
    if (ask_key(app, key) == QUESTION_YES)
        want(app, app->prompt.fields[0].text, true);
}

void export_running_key(struct app *app, struct key key)
{
    bool stops = key.code == K_ESC || (key.code == K_CHAR && key.ctrl && key.ch == 'c');

    if (stops && !key.pasted)
        cancel(app);
}

bool command_export(struct app *app, const char *arguments, struct error *err)
{
    const char *blocker = blocker_find(app, ACT_EXPORT);
    char text[160];

    if (blocker)
        return error_set(err, ERR_USAGE, "%s", action_fill(text, sizeof(text), blocker));
    if (*arguments)
        want(app, arguments, false);
    else
        export_ask(app);
    return true;
}

void export_describe(const struct app *app, char *out, size_t size)
{
    bool all = !targets_are_a_group(app);
    struct targets t;
    char what[80];
    size_t n;

    targets_count(app, &t);
    free(targets_list(app, all, &n));
    snprintf(out, size, "%s%s, one JSON object a line.", targets_print(what, sizeof(what), &t, n),
             all && !t.marked ? " shown" : "");
}

void export_describe_progress(const struct app *app, char *out, size_t size)
{
    const struct export *e = &app->export;
    struct format done, all, written;

    if (e->evidence.call) {
        snprintf(out, size, "reading the configuration of the queue");
        return;
    }
    snprintf(out, size, "%s of %s messages, %s written", format_count(&done, (int64_t)e->done),
             format_count(&all, (int64_t)e->snapshot.n), format_bytes(&written, e->written));
}

/* Empty bodies take their time too. */
void export_draw_bar(const struct app *app, char *out, int cols)
{
    const struct export *e = &app->export;
    int64_t all = e->snapshot.body_bytes + (int64_t)e->snapshot.n;
    int64_t done = e->done_bytes + (int64_t)e->done;
    int full = all > 0 ? (int)((cols - 2) * done / all) : 0;

    for (int i = 1; i < cols - 1; i++)
        out[i] = i <= full ? '#' : '.';
    out[0] = '[';
    out[cols - 1] = ']';
    out[cols] = '\0';
}

const struct snapshot_row *export_next(const struct app *app)
{
    const struct export *e = &app->export;

    return e->done < e->snapshot.n ? &e->snapshot.rows[e->done] : NULL;
}

void export_note(struct app *app, int64_t bytes)
{
    struct export *e = &app->export;

    e->done_bytes += (int64_t)e->snapshot.rows[e->done++].message.body_len;
    e->written += bytes;
    app->dirty = true;
}

static void fail(struct app *app, const char *error)
{
    if (app->export.asked) {
        app->mode = MODE_EXPORT;
        snprintf(app->prompt.error, sizeof(app->prompt.error), "%s", error);
    } else {
        app_set_status(app, STATUS_ERROR, "%s", error);
    }
}

void export_done(struct app *app, const char *error)
{
    struct export *e = &app->export;

    app->mode = MODE_PANES;
    if (error)
        fail(app, error);
    else
        app_set_status(app, STATUS_INFO, "wrote %s, %s, to %s", FORMAT_COUNTED(e->done, "message"),
                       FORMAT_COUNTED(e->written, "byte"), e->file);
    export_free(e);
    app->dirty = true;
}
