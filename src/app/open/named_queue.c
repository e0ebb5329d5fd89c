#include "app/open/named_queue.h"

#include "app/change/pull.h"
#include "app/open/open.h"

#include <stdio.h>
#include <stdlib.h>

void named_queue_open(struct app *app)
{
    const struct queue_row *row;

    if (!app->config.queue || app->quitting)
        return;
    queues_settle(&app->queues, app->now.mono_ms);
    row = queues_find_name(&app->queues, app->config.queue);
    if (!row)
        row = queues_find(&app->queues, app->config.queue);
    if (!row)
        return;
    queues_select(&app->queues, row);
    if (app_option(app, OPT_PULL) && !app_option(app, OPT_READ_ONLY))
        pull_send(app, row, app_option(app, OPT_BATCH_SIZE), app_option(app, OPT_LEASE));
    else
        open_peek(app, row, PEEK_BATCH);
    free(app->config.queue);
    app->config.queue = NULL;
}

void named_queue_miss(struct app *app)
{
    if (!app->config.queue || app->quitting)
        return;
    snprintf(app->fatal, sizeof(app->fatal), "no queue is named %s in this account",
             app->config.queue);
    app_quit(app);
}
