/* The keys that order and narrow the list in focus, queues or messages. */
#pragma once

#include "app/state.h"

/* Of the list in focus; of the list of a pane. */
void list_order_set_order(struct app *app, struct order order);
void list_order_set_filter(struct app *app, enum pane pane, const char *text);

/* Shows all rows of the pane in focus again; false: none were hidden by a filter. */
bool list_order_clear_filter(struct app *app);

/* What a filter of the list can ask. */
const struct filter_language *list_order_language(enum pane pane);

/* What narrows a list (PANE_QUEUES, PANE_MESSAGES), "" where nothing does; and by what it is
 * ordered. */
const struct filter *list_order_filter(const struct app *app, enum pane pane);
struct order list_order_order(const struct app *app, enum pane pane);
const struct sort_columns *list_order_columns(const struct app *app, enum pane pane);
