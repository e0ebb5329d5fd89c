#include "ui/view/views.h"

#include "base/memory/array.h"
#include "ui/term/term.h"

/* On a screen too small for a footer a prompt takes the last row all the same. */
static struct rect find_footer(const struct app *app, const struct frame *f)
{
    struct rect screen = term_rect();

    return view_prompt_is_open(app) && rect_is_empty(f->footer) ? rect_cut_bottom(&screen, 1)
                                                                : f->footer;
}

/* The header and the footer. */
static struct rect find_between(const struct frame *f)
{
    struct rect screen = term_rect();

    rect_cut_top(&screen, f->header.rows);
    rect_cut_bottom(&screen, f->footer.rows);
    return screen;
}

void views_draw(const struct app *app, const struct frame *f)
{
    static void (*const draw_pane[])(const struct app *, struct rect, const struct frame *) = {
        [PANE_QUEUES] = view_queues_draw,
        [PANE_MESSAGES] = view_messages_draw,
        [PANE_BODY] = view_body_draw,
    };
    _Static_assert(ARRAY_LEN(draw_pane) == PANE_COUNT, "every pane is drawn");

    term_set_cursor(-1, 0);
    draw_clear(term_rect());
    if (!rect_is_empty(f->header))
        view_header_draw(app, f->header);
    view_alert_draw(app, f->alert);
    for (int i = 0; i < PANE_COUNT; i++)
        if (!rect_is_empty(f->panes[i]))
            draw_pane[i](app, f->panes[i], f);
    view_strip_draw(app, f->strip);
    view_group_draw(app, f->group);
    view_facts_draw(app, f->facts);
    view_attempts_draw(app, f->attempts);
    view_fields_draw(app, f->fields);
    view_calls_draw(app, f->calls);
    if (!rect_is_empty(f->divider))
        draw_vertical(f->divider, 0, ROLE_RULE, false);
    view_screen_draw(app, f->screen, f);
    view_footer_draw(app, find_footer(app, f));
    if (view_dialog_is_open(app))
        draw_veil(find_between(f), ROLE_RULE);
    view_dialog_draw(app, term_rect());
}
