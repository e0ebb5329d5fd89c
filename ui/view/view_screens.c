/* What stands in the place of the panes: the titles of app/screens.def and who draws them. */
#include "app/show/message_compare.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "ui/view/views.h"

#include <stdio.h>

static const struct {
    const char *name;
    void (*title)(const struct app *app, char *out, size_t size);
    void (*place)(const struct app *app, char *out, size_t size);
    void (*draw)(const struct app *app, struct rect r);
} screens[] = {
    [SCREEN_NONE] = {"", NULL, NULL, NULL}, /* has no rectangle */
#define SCREEN(id, settle, take_key, name, title, place, draw)                                     \
    [SCREEN_##id] = {name, title, place, draw},
#include "app/screens.def"
};
_Static_assert(ARRAY_LEN(screens) == SCREEN_COUNT, "a row for each screen");

void view_screen_title(const struct app *app, char *out, size_t size)
{
    snprintf(out, size, "%s", screens[app->screen].name);
}

void view_screen_place(const struct app *app, char *out, size_t size)
{
    view_pager_describe_place(&app->screen_pager, out, size);
}

void view_call_log_title(const struct app *app, char *out, size_t size)
{
    struct format calls, failed;

    snprintf(out, size, "Calls %s %s %s %s failed", glyph(GLYPH_GAP),
             format_count(&calls, (int64_t)(app->call_log.noted - app->call_log.said)),
             glyph(GLYPH_GAP), format_count(&failed, (int64_t)app->call_log.failed));
}

void view_pipe_title(const struct app *app, char *out, size_t size)
{
    snprintf(out, size, "! %.48s %s %s", app->pipe.command, glyph(GLYPH_GAP),
             app->pipe.running ? "running: Ctrl-C ends it" : app->pipe.outcome);
}

void view_value_title(const struct app *app, char *out, size_t size)
{
    const struct inspected *v = &app->inspected;
    struct text_line l = text_line(out, size);
    struct format bytes;

    text_line_add(&l, "%s %s %s %s %s B", v->path, glyph(GLYPH_GAP), v->chain, glyph(GLYPH_GAP),
                  format_count(&bytes, (int64_t)v->len));
    view_pager_add_hint(&app->screen_pager, &l);
}

void view_compare_title(const struct app *app, char *out, size_t size)
{
    message_compare_describe(app, out, size);
}

void view_pager_screen_draw(const struct app *app, struct rect r)
{
    view_pager_draw(&app->screen_pager, r, true);
}

void view_compare_screen_draw(const struct app *app, struct rect r)
{
    view_message_compare_draw(&app->screen_pager, r);
}

void view_screen_draw(const struct app *app, struct rect r, const struct frame *f)
{
    char left[480], right[100];

    if (rect_is_empty(r))
        return;
    if (!f->bare) {
        screens[app->screen].title(app, left, sizeof(left));
        screens[app->screen].place(app, right, sizeof(right));
        view_title_draw(r, true, left, right);
        rect_cut_top(&r, 1);
    }
    screens[app->screen].draw(app, r);
}
