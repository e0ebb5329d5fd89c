#include "app/show/list_order.h"

#include "app/command/command_line.h"
#include "app/command/complete.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <string.h>

const struct filter *arrange_filter(const struct app *app, enum pane pane)
{
    return pane == PANE_QUEUES ? &app->queues.filter : &app->messages.filter;
}

const struct filter_language *arrange_language(enum pane pane)
{
    return pane == PANE_QUEUES ? narrow_queue_language() : narrow_message_language();
}

struct order arrange_order(const struct app *app, enum pane pane)
{
    return pane == PANE_QUEUES ? app->queues.order : app->messages.order;
}

const struct sort_columns *arrange_columns(enum pane pane)
{
    return pane == PANE_QUEUES ? sort_queue_columns() : sort_message_columns();
}

static void set_order(struct app *app, enum pane pane, struct order order)
{
    if (pane == PANE_QUEUES)
        queues_set_order(&app->queues, order);
    else
        messages_set_order(&app->messages, order);
}

static void set_filter(struct app *app, enum pane pane, const char *text)
{
    if (pane == PANE_QUEUES)
        queues_set_filter(&app->queues, text);
    else
        messages_set_filter(&app->messages, text);
}

void arrange_set_order(struct app *app, struct order order)
{
    set_order(app, app->focus, order);
}

void arrange_set_filter(struct app *app, const char *text)
{
    set_filter(app, app->focus, text);
}

static void choose_column(struct app *app, size_t column)
{
    set_order(app, app->arranged, sort_order(arrange_columns(app->arranged), (int)column));
}

void arrange_open_menu(struct app *app)
{
    const struct sort_columns *columns = arrange_columns(app->focus);

    app->arranged = app->focus;
    menu_start(&app->menu, app->focus == PANE_QUEUES ? "Sort queues by" : "Sort messages by");
    for (int i = 0; i < columns->n; i++)
        menu_add(&app->menu, (struct menu_row){columns->items[i].key, columns->items[i].name,
                                               columns->items[i].hint, false});
    menu_select(&app->menu, (size_t)arrange_order(app, app->focus).column);
    app_open_menu(app, choose_column);
}

void arrange_invert(struct app *app)
{
    struct order order = arrange_order(app, app->focus);

    order.descending = !order.descending;
    set_order(app, app->focus, order);
}

void arrange_step(struct app *app, int step)
{
    const struct sort_columns *columns = arrange_columns(app->focus);
    int column = (arrange_order(app, app->focus).column + step + columns->n) % columns->n;

    set_order(app, app->focus, sort_order(columns, column));
}

void arrange_start_filter(struct app *app)
{
    const char *text = arrange_filter(app, app->focus)->text;

    app->arranged = app->focus;
    snprintf(app->former_filter, sizeof(app->former_filter), "%s", text);
    prompt_start(&app->prompt, app->now.mono_ms, true);
    prompt_add_field(&app->prompt, "/", text);
    if (app->focus == PANE_QUEUES)
        queues_start_typing(&app->queues);
    else
        messages_start_typing(&app->messages);
    command_line_settle(app);
    paths_collect(&app->paths, &app->messages);
    app->mode = MODE_FILTER;
}

static void end_typing(struct app *app, const char *former)
{
    if (app->arranged == PANE_QUEUES)
        queues_end_typing(&app->queues, former);
    else
        messages_end_typing(&app->messages, former);
    app->mode = MODE_PANES;
}

static void take_filter(struct app *app)
{
    const char *text = app->prompt.fields[0].text;

    if (strcmp(text, arrange_filter(app, app->arranged)->text) != 0)
        set_filter(app, app->arranged, text);
}

/* A filter that is wrong in part is not kept: it would hide less than it says. */
void arrange_filter_key(struct app *app, struct key key)
{
    enum prompt_result result;

    if ((key.code == K_TAB || key.code == K_BACKTAB) && !key.pasted) {
        command_line_complete(app, key.code == K_TAB ? 1 : -1, complete_filter);
        take_filter(app);
        return;
    }
    result = prompt_key(&app->prompt, key, app->now.mono_ms);
    if (result == PROMPT_CANCEL) {
        end_typing(app, app->former_filter);
    } else if (result == PROMPT_OPEN) {
        command_line_settle(app);
        take_filter(app);
    } else if (!arrange_filter(app, app->arranged)->error[0]) {
        end_typing(app, NULL);
    }
}

bool arrange_clear_filter(struct app *app)
{
    if (app->focus == PANE_BODY || !arrange_filter(app, app->focus)->n)
        return false;
    set_filter(app, app->focus, "");
    return true;
}
