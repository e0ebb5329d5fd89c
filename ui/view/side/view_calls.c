/* The newest calls, the newest at the bottom.  Measurements that went well are left
 * out: there is one a second; and streams of them, which may end as they like. */
#include "ui/view/views.h"

#include <stdio.h>

static bool is_news(const struct call_log_entry *e)
{
    return e->what || (e->op != OP_WATCH && (e->error || e->op != OP_METRICS));
}

static void draw_entry(const struct app *app, const struct call_log_entry *e, struct rect r,
                       int row)
{
    struct buf line;

    buf_init(&line, 2000);
    call_log_screen_print(app, e, &line);
    if (e->error)
        buf_print(&line, "  %s", e->error);
    draw_cell(r, row, 1, r.cols - 2, DRAW_LEFT, e->error ? ROLE_ERROR : ROLE_TEXT,
              line.bytes ? line.bytes : "");
    buf_free(&line);
}

void view_calls_draw(const struct app *app, struct rect r)
{
    char right[60];
    const struct call_log *j = &app->call_log;
    char title[60];
    int row;

    if (rect_is_empty(r))
        return;
    snprintf(title, sizeof(title), "Calls %zu %s %zu failed", j->noted - j->said, glyph(GLYPH_GAP),
             j->failed);
    snprintf(right, sizeof(right), "%s: all calls", ACTION_KEY(ACT_CALL_LOG));
    view_title_draw(r, false, title, right);
    rect_cut_top(&r, 1);
    row = r.rows;
    for (size_t i = j->n; i > 0 && row > 0; i--)
        if (is_news(call_log_at(j, i - 1)))
            draw_entry(app, call_log_at(j, i - 1), r, --row);
}
