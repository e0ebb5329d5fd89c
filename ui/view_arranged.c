#include "app/arrange.h"
#include "app/narrow.h"
#include "base/format.h"
#include "ui/line.h"
#include "ui/views.h"

#include <stdio.h>
#include <string.h>

void view_arranged_describe(const struct app *app, enum pane pane, char *out, size_t size)
{
    const struct sort_columns *columns = arrange_columns(pane);
    const struct filter *filter = arrange_filter(app, pane);
    struct order order = arrange_order(app, pane), start = sort_order(columns, columns->first);
    struct format unknown;
    int n = 0;

    out[0] = '\0';
    if (order.column != start.column || order.descending != start.descending)
        n += snprintf(out, size, " %s sort %s%s", glyph(GLYPH_GAP),
                      columns->items[order.column].name,
                      glyph(order.descending ? GLYPH_FALLING : GLYPH_RISING));
    if (pane == PANE_QUEUES && columns->items[order.column].measured && app->queues.n_unknown)
        n += snprintf(out + n, size - (size_t)n, " (%s unknown)",
                      format_count(&unknown, (int64_t)app->queues.n_unknown));
    if (filter->n)
        snprintf(out + n, size - (size_t)n, " %s /%s", glyph(GLYPH_GAP), filter->text);
}

void view_filtered_draw(const struct app *app, enum pane pane, struct rect r)
{
    const struct filter *filter = arrange_filter(app, pane);
    char text[FILTER_BYTES + 80];

    snprintf(text, sizeof(text), "No %s matches /%s  (Esc shows all)",
             pane == PANE_QUEUES ? "queue" : "message", filter->text);
    view_notice_draw(r, ROLE_WARN, text);
}

/* Which words there are. */
static void describe_words(const struct app *app, bool wrong, char *out, size_t size)
{
    const char *const *states = narrow_queue_states();
    int n;

    if (app->arranged == PANE_MESSAGES) {
        snprintf(out, size, "body, id, type  !not  Enter keeps  Esc undoes");
        return;
    }
    n = snprintf(out, size, wrong ? "no such state;" : "!not");
    for (int i = 0; states[i] && n < (int)size; i++)
        n += snprintf(out + n, size - (size_t)n, " :%s", states[i]);
}

static bool draw_right(struct rect r, int used, enum role role, const char *text)
{
    int cols = draw_measure(text);

    if (used + 3 + cols >= r.cols)
        return false;
    draw_text(r, 0, r.cols - cols - 1, role, text);
    return true;
}

void view_filter_prompt_draw(const struct app *app, struct rect r)
{
    size_t len;
    bool wrong = filter_find_wrong(arrange_filter(app, app->arranged), &len) != NULL;
    enum role role = wrong ? ROLE_WARN : ROLE_DIM;
    int used = line_draw_prompt(&app->prompt.fields[0], r, "/");
    char words[200];

    describe_words(app, wrong, words, sizeof(words));
    if (!draw_right(r, used, role, words) && wrong)
        draw_right(r, used, role, "no such state");
}
