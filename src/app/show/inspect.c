#include "app/show/inspect.h"

#include "app/keys/actions.h"
#include "app/state.h"
#include "base/text/dtext.h"
#include "base/text/text_line.h"
#include "body/layout/inner.h"

#include <stdio.h>
#include <string.h>

/* The path of the cursor, behind that of the string which is open already. */
static void note_path(struct app *app, const struct pager *p)
{
    char *path = app->inspected.path;
    const size_t size = sizeof(app->inspected.path);
    struct text_line l =
        app->screen == SCREEN_VALUE ? text_line_behind(path, size) : text_line(path, size);
    struct buf step;

    buf_init(&step, 4096);
    layout_append_path(&p->layout, p->cursor, &step);
    text_line_join(&l, dtext_is_ascii() ? " > " : " › ", "%s", step.bytes ? step.bytes : ".");
    buf_free(&step);
}

static void show(struct app *app, const struct body *inner)
{
    struct layout layout;

    snprintf(app->inspected.chain, sizeof(app->inspected.chain), "%s", inner->chain);
    app->inspected.len = inner->len;
    layout_make(&layout, inner, LAYOUT_AUTO);
    app->screen = SCREEN_VALUE;
    pager_set_needle(&app->screen_pager, "", NULL);
    pager_set_layout(&app->screen_pager, &layout);
}

static void open_inner(struct app *app, struct body *inner)
{
    note_path(app, app_pager(app));
    show(app, inner);
    body_free(inner);
}

/* A whole text is one string. */
static void open_text(struct app *app, const struct layout *l)
{
    struct body inner;

    if (l->form == BODY_TEXT && inner_open_text(&inner, l->text, l->len))
        open_inner(app, &inner);
    else if (l->form == BODY_TEXT)
        app_set_status(app, STATUS_INFO,
                       "nothing to open here: no JSON, base64, hex or %%XX in this text");
    else
        app_set_status(app, STATUS_INFO,
                       "nothing to open here: these are bytes; x shows them in other ways");
}

void inspect_open(struct app *app)
{
    struct pager *p = app_pager(app);
    struct body inner;
    const char *line;
    size_t n;

    if (!pager_has_cursor(p)) {
        open_text(app, &p->layout);
        return;
    }
    line = layout_line(&p->layout, p->cursor, &n);
    if (inner_open(&inner, line, n))
        open_inner(app, &inner);
    else if (!pager_toggle_fold(p))
        app_set_status(app, STATUS_INFO, "nothing to open here: %s opens strings, folds { } [ ]",
                       ACTION_KEY(ACT_INSPECT));
}
