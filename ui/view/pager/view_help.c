/* Help: its title, and below a page that leaves room the names of all pages. */
#include "base/text/format.h"
#include "ui/view/views.h"

#include <stdio.h>

enum { NAMES_ROWS = 2, NAMES_APART = 2 };

static bool is_found(const struct app *app)
{
    return app->help.topic[0];
}

void view_help_title(const struct app *app, char *out, size_t size)
{
    snprintf(out, size, "Help %s %s", glyph(GLYPH_GAP),
             is_found(app) ? app->help.topic : help_page_title(help_page_in_view(app)));
}

/* Of a page that is longer than the view: which line of it is the first in sight. */
static void describe_line(const struct app *app, bool brief, struct text_line *l)
{
    const struct help_layout *layout = &app->help.layout;
    const struct pager *p = &app->screen_pager;
    enum help_page page = help_page_in_view(app);
    size_t start = layout->starts[page], n = layout->ends[page] - start;

    if (p->top > start || n > p->rows)
        text_line_add(l, " %s %s%zu%s%zu", glyph(GLYPH_GAP), brief ? "" : "line ",
                      p->top - start + 1, brief ? "/" : " of ", n);
}

void view_help_place(const struct app *app, char *out, size_t size)
{
    bool brief = app->screen_pager.cols < 60;
    struct text_line l = text_line(out, size);

    if (is_found(app))
        text_line_add(&l, "%s", FORMAT_COUNTED(app->help.n_found, "answer"));
    else
        text_line_add(&l, "page %d%s%d", (int)help_page_in_view(app) + 1, brief ? "/" : " of ",
                      (int)HELP_PAGES);
    describe_line(app, brief, &l);
}

static void draw_names(struct rect r, enum help_page here)
{
    int col = 1;

    for (int i = 0; i < HELP_PAGES; i++)
        col += draw_measure(help_page_title((enum help_page)i)) + NAMES_APART;
    if (col > r.cols + 1)
        return;
    col = 1;
    for (int i = 0; i < HELP_PAGES; i++) {
        const char *name = help_page_title((enum help_page)i);

        draw_text(r, 0, col, i == (int)here ? ROLE_TITLE_FOCUS : ROLE_DIM, name);
        col += draw_measure(name) + NAMES_APART;
    }
}

void view_help_draw(const struct app *app, struct rect r)
{
    const struct help_layout *l = &app->help.layout;
    const struct pager *p = &app->screen_pager;
    enum help_page page = help_page_in_view(app);

    view_pager_draw(p, r, true);
    if (!is_found(app) && p->top == l->starts[page] &&
        l->ends[page] - p->top + NAMES_ROWS <= (size_t)r.rows)
        draw_names(rect_cut_bottom(&r, 1), page);
}
