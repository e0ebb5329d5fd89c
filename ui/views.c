#include "ui/views.h"

#include "ui/term.h"

void views_draw(const struct app *app, const struct frame *f)
{
    static void (*const draw_pane[PANE_COUNT])(const struct app *, struct rect,
                                               const struct frame *) = {
        [PANE_QUEUES] = view_queues_draw,
        [PANE_MESSAGES] = view_messages_draw,
        [PANE_BODY] = view_body_draw,
    };

    term_set_cursor(-1, 0);
    draw_clear(term_rect());
    if (!rect_is_empty(f->header))
        view_header_draw(app, f->header);
    for (int i = 0; i < PANE_COUNT; i++)
        if (!rect_is_empty(f->panes[i]))
            draw_pane[i](app, f->panes[i], f);
    view_strip_draw(app, f->strip);
    view_facts_draw(app, f->facts);
    view_attempts_draw(app, f->attempts);
    view_fields_draw(app, f->fields);
    view_calls_draw(app, f->calls);
    if (!rect_is_empty(f->divider))
        draw_vertical(f->divider, 0, ROLE_RULE);
    view_overlay_draw(app, f->overlay, f);
    if (!rect_is_empty(f->footer))
        view_footer_draw(app, f->footer);
    view_dialog_draw(app, term_rect());
}
