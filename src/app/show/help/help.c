#include "app/show/help/help.h"

#include "app/blocker.h"
#include "app/keys/actions.h"
#include "app/show/help/help_find.h"
#include "base/text/glyph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_COLS = 80 }; /* before there is a screen */

void help_free(struct help *h)
{
    help_layout_free(&h->layout);
}

static struct help_made find_made(const struct app *app)
{
    const struct pager *p = &app->screen_pager;

    return (struct help_made){.cols = p->cols > 0 ? p->cols : USUAL_COLS,
                              .rows = p->rows,
                              .hides = blocker_hides(app, ACT_PULL),
                              .no_mouse = app_option(app, OPT_NO_MOUSE),
                              .ascii = glyph_is_ascii(),
                              .graph = app_option(app, OPT_GRAPH)};
}

static bool is_made(const struct help_made *a, const struct help_made *b)
{
    return a->cols == b->cols && a->rows == b->rows && a->hides == b->hides &&
           a->no_mouse == b->no_mouse && a->ascii == b->ascii && a->graph == b->graph;
}

/* The text and its spans go to the pager. */
static void make(struct app *app)
{
    struct help *h = &app->help;
    struct help_layout *l = &h->layout;
    struct help_entries e;

    h->made = find_made(app);
    help_layout_free(l);
    if (h->topic[0])
        help_find(&e, app, h->topic, NULL);
    else
        help_entries_make(&e, app);
    (h->topic[0] ? help_layout_found : help_layout_pages)(l, &e, h->made.cols, h->made.rows);
    h->n_found = e.n;
    help_entries_free(&e);
    pager_set_text(&app->screen_pager, l->text.bytes, l->text.len);
    pager_set_spans(&app->screen_pager, l->spans, l->n_spans);
    buf_free(&l->text);
    l->spans = NULL;
}

static size_t find_page(const struct help_layout *l, size_t line)
{
    size_t page = 0;

    while (page + 1 < HELP_PAGES && l->starts[page + 1] <= line && l->starts[page + 1])
        page++;
    return page;
}

enum help_page help_page_in_view(const struct app *app)
{
    return (enum help_page)find_page(&app->help.layout, app->screen_pager.top);
}

static void go_to_line(struct app *app, size_t line)
{
    pager_move(&app->screen_pager, LIST_ROW, line + 1);
}

static void open_screen(struct app *app, const char *topic)
{
    struct help *h = &app->help;

    if (app->screen != SCREEN_HELP)
        h->from = app->screen == SCREEN_GRAPH ? SCREEN_GRAPH : SCREEN_NONE;
    app->screen = SCREEN_HELP;
    snprintf(h->topic, sizeof(h->topic), "%s", topic);
    pager_set_needle(&app->screen_pager, "", NULL);
    make(app);
}

void help_go_to_page(struct app *app, enum help_page page)
{
    if (app->help.topic[0])
        open_screen(app, "");
    go_to_line(app, app->help.layout.starts[page]);
}

/* The entry that the view begins with, if not with the page. */
static void note_place(struct app *app)
{
    struct help *h = &app->help;
    const struct help_layout *l = &h->layout;
    size_t top = app->screen_pager.top;

    h->page = help_page_in_view(app);
    h->entry = -1;
    for (size_t i = top; i < l->n && i < l->ends[h->page] && top > l->starts[h->page]; i++)
        if (l->entries[i] >= 0) {
            h->entry = l->entries[i];
            return;
        }
}

static void go_to_place(struct app *app)
{
    const struct help *h = &app->help;
    size_t line = h->layout.starts[h->page];

    for (size_t i = line; h->entry >= 0 && i < h->layout.ends[h->page]; i++)
        if (h->layout.entries[i] == h->entry) {
            line = i;
            break;
        }
    go_to_line(app, line);
}

/* The match at hand is that of so many before it; the view stays where it is. */
static void find_match(struct pager *p, size_t place)
{
    struct layout_hit hit = {0};
    bool found = place > 0;

    for (size_t i = 0; i < place && found; i++)
        found = layout_find_next(&p->layout, p->pattern, hit.line, hit.at + hit.len, &hit);
    p->matched = found;
    p->match = hit;
}

void help_settle(struct app *app)
{
    struct help_made made = find_made(app);
    size_t match = app->screen_pager.matched ? app->screen_pager.place : 0;

    if (is_made(&app->help.made, &made)) {
        note_place(app);
        return;
    }
    make(app);
    go_to_place(app);
    find_match(&app->screen_pager, match);
}

void help_close(struct app *app)
{
    app->screen = app->help.from;
}

/* What keys do in a text is told with the body. */
void help_open(struct app *app)
{
    enum help_page page;

    if (app->screen == SCREEN_HELP)
        help_close(app);
    page = help_page_of(app_where(app));
    open_screen(app, "");
    help_go_to_page(app, page < HELP_PAGES ? page : HELP_ON_BODY);
}

void help_toggle(struct app *app)
{
    if (app->screen == SCREEN_HELP)
        help_close(app);
    else
        help_open(app);
}

bool help_show(struct app *app, const char *topic, struct error *err)
{
    struct help_entries found;
    bool any = help_find(&found, app, topic, err);

    help_entries_free(&found);
    if (any)
        open_screen(app, topic);
    return any;
}

/* From what was found to the first page. */
void help_step_page(struct app *app, int step)
{
    int page = app->help.topic[0] ? 0 : (int)help_page_in_view(app) + step;

    help_go_to_page(app, (enum help_page)((page + HELP_PAGES) % HELP_PAGES));
}

static void page_down(struct app *app)
{
    const struct help_layout *l = &app->help.layout;
    struct pager *p = &app->screen_pager;
    size_t page = find_page(l, p->top);

    if (l->ends[page] > p->top + p->rows || page + 1 == HELP_PAGES)
        pager_move(p, LIST_PAGE_DOWN, 1);
    else
        help_go_to_page(app, (enum help_page)(page + 1));
}

static void page_up(struct app *app)
{
    const struct help_layout *l = &app->help.layout;
    struct pager *p = &app->screen_pager;
    size_t page = find_page(l, p->top), end;

    if (p->top > l->starts[page]) {
        pager_move(p, LIST_PAGE_UP, 1);
        if (p->top < l->starts[page])
            go_to_line(app, l->starts[page]);
        return;
    }
    page -= page > 0;
    end = l->ends[page];
    go_to_line(app, end > l->starts[page] + p->rows ? end - p->rows : l->starts[page]);
}

void help_move(struct app *app, enum list_move move, size_t n)
{
    if (app->help.topic[0] || (move != LIST_PAGE_DOWN && move != LIST_PAGE_UP)) {
        pager_move(&app->screen_pager, move, n);
        return;
    }
    for (size_t i = 0; i < n && i < app->help.layout.n; i++)
        (move == LIST_PAGE_DOWN ? page_down : page_up)(app);
}

void help_show_match(struct app *app)
{
    const struct help_layout *l = &app->help.layout;
    const struct pager *p = &app->screen_pager;
    size_t start;

    if (app->screen != SCREEN_HELP || !p->matched)
        return;
    start = l->starts[find_page(l, p->match.line)];
    if (p->match.line >= start && p->match.line < start + p->rows)
        go_to_line(app, start);
}
