#include "app/command/complete.h"
#include "app/show/list_order.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "ui/view/views.h"
#include "ui/widget/line.h"

#include <stdio.h>
#include <string.h>

void view_list_order_describe(const struct app *app, enum pane pane, struct text_line *l)
{
    const struct sort_columns *columns = list_order_columns(app, pane);
    struct order order = list_order_order(app, pane), start = sort_order(columns, columns->first);
    struct format unknown;

    if (pane == PANE_QUEUES && order.column == start.column && order.descending == start.descending)
        text_line_add(l, " %s by %s", glyph(GLYPH_GAP), columns->items[order.column].name);
    else if (order.column != start.column || order.descending != start.descending)
        text_line_add(l, " %s by %s%s", glyph(GLYPH_GAP), columns->items[order.column].name,
                      glyph(order.descending ? GLYPH_DESCENDING : GLYPH_ASCENDING));
    /* Those that are not measured yet are said to be that. */
    if (pane == PANE_QUEUES && columns->items[order.column].measured &&
        order.column != QUEUE_TROUBLE && app->queues.n_unknown &&
        app->queues.n_measured == app->queues.n_rows)
        text_line_add(l, " (%s unknown)", format_count(&unknown, (int64_t)app->queues.n_unknown));
}

void view_filter_describe(const struct app *app, enum pane pane, int cols, struct text_line *l)
{
    const struct filter *filter = list_order_filter(app, pane);
    struct dtext cell;

    if (!filter->n)
        return;
    dtext_make_cell(&cell, filter->text, cols);
    text_line_add(l, " %s /%s", glyph(GLYPH_GAP), cell.s);
}

void view_filtered_draw(const struct app *app, enum pane pane, struct rect r)
{
    const struct filter *filter = list_order_filter(app, pane);
    char text[FILTER_BYTES + 80];

    snprintf(text, sizeof(text), "No %s matches /%s  (Esc shows all)",
             pane == PANE_QUEUES ? "queue" : "message", filter->text);
    view_notice_draw(r, ROLE_DIM, text);
}

static void draw_right(struct rect r, int used, enum role role, const char *text)
{
    int cols = draw_measure(text);

    if (used + 3 + cols >= r.cols)
        return;
    draw_text(r, 0, r.cols - cols - 1, role, text);
}

/* What there is to ask for. */
static void describe_terms(const struct filter_language *language, char *out, size_t size)
{
    struct text_line l = text_line(out, size);

    text_line_add(&l, "!not%s", language->paths ? " re: .path" : "");
    for (size_t i = 0; language->states && language->states[i]; i++)
        text_line_add(&l, " :%s", language->states[i]);
    for (size_t i = 0; !language->states && i < language->n_fields; i++)
        text_line_add(&l, " %s", language->fields[i].name);
}

/* What is wrong with it; "": nothing. */
static const char *find_wrong(const struct app *app)
{
    const struct filter *f = list_order_filter(app, app->ordered_pane);

    if (f->error[0])
        return f->error;
    if (app->prompt.error[0])
        return app->prompt.error;
    return f->limited ? "re: too much work for some rows: they are shown" : "";
}

void view_filter_prompt_draw(const struct app *app, struct rect r)
{
    struct rect above = rect_make(r.row - 1, r.col, r.row > 0, r.cols);
    int used = line_draw_prompt(&app->prompt.fields[0], r, "/");
    const char *wrong = find_wrong(app);
    struct completion c;
    char terms[160];

    complete_filter(app, command_line_base(app), &c);
    if (wrong[0] || (app->line.choice >= 0 && c.words.n))
        view_above_draw(app, wrong, &c, above);
    describe_terms(list_order_language(app->ordered_pane), terms, sizeof(terms));
    draw_right(r, used, ROLE_DIM, terms);
}
