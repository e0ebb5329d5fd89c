#include "app/show/list_order.h"

#include "app/keys/actions.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <string.h>

const struct filter *list_order_filter(const struct app *app, enum pane pane)
{
    return pane == PANE_QUEUES ? &app->queues.filter : &app->messages.filter;
}

const struct filter_language *list_order_language(enum pane pane)
{
    return pane == PANE_QUEUES ? row_filter_queue_language() : row_filter_message_language();
}

struct order list_order_order(const struct app *app, enum pane pane)
{
    return pane == PANE_QUEUES ? app->queues.order : app->messages.order;
}

const struct sort_columns *list_order_columns(const struct app *app, enum pane pane)
{
    return pane == PANE_QUEUES ? sort_queue_columns() : &app->messages.sort;
}

static void set_order(struct app *app, enum pane pane, struct order order)
{
    if (pane == PANE_QUEUES)
        queues_set_order(&app->queues, order);
    else
        messages_set_order(&app->messages, order);
}

void list_order_set_filter(struct app *app, enum pane pane, const char *text)
{
    if (pane == PANE_QUEUES)
        queues_set_filter(&app->queues, text);
    else
        messages_set_filter(&app->messages, text);
}

void list_order_set_order(struct app *app, struct order order)
{
    set_order(app, app->focus, order);
}

static void choose_column(struct app *app, size_t column)
{
    set_order(app, app->ordered_pane,
              sort_order(list_order_columns(app, app->ordered_pane), (int)column));
}

void list_order_open_menu(struct app *app)
{
    const struct sort_columns *columns = list_order_columns(app, app->focus);

    app->ordered_pane = app->focus;
    menu_start(&app->menu, app->focus == PANE_QUEUES ? "Sort queues by" : "Sort messages by");
    for (int i = 0; i < columns->n; i++)
        menu_add(&app->menu, (struct menu_row){columns->items[i].key, columns->items[i].name,
                                               columns->items[i].hint, false});
    menu_select(&app->menu, (size_t)list_order_order(app, app->focus).column);
    app_open_menu(app, choose_column);
}

void list_order_invert(struct app *app)
{
    struct order order = list_order_order(app, app->focus);

    order.descending = !order.descending;
    set_order(app, app->focus, order);
}

void list_order_step(struct app *app, int step)
{
    const struct sort_columns *columns = list_order_columns(app, app->focus);
    int column = (list_order_order(app, app->focus).column + step + columns->n) % columns->n;

    set_order(app, app->focus, sort_order(columns, column));
}

bool list_order_clear_filter(struct app *app)
{
    if (app->focus == PANE_BODY || !list_order_filter(app, app->focus)->n)
        return false;
    list_order_set_filter(app, app->focus, "");
    return true;
}
