#include "app/command/column.h"

#include "app/command/command_run.h"
#include "app/keys/actions.h"
#include "app/show/fields.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

static char *print(const struct app *app)
{
    struct buf text;

    buf_init(&text, PATH_COLUMNS_BYTES);
    path_columns_print(&app->messages.columns, &text);
    return buf_take(&text);
}

void column_open_queue(struct app *app)
{
    const struct queue_stats *stats = queues_stats(&app->queues, app->messages.queue_id);
    const struct queue_option *o =
        queue_options_find(&app->config.queue_options, app_open_name(app));
    const char *wanted = stats->columns ? stats->columns : o && o->columns ? o->columns : "";
    char *shown = print(app), *text = mem_print("off %s", wanted);

    if (strcmp(shown, wanted) != 0)
        messages_change_columns(&app->messages, text, NULL);
    free(shown);
    free(text);
}

static void show_list(struct app *app)
{
    const struct path_columns *columns = &app->messages.columns;
    const struct paths *paths = &app->paths;
    struct buf b;

    paths_collect(&app->paths, &app->messages);
    buf_init(&b, FIELDS_MAX);
    buf_print(&b, "SHOWN\n");
    for (size_t i = 0; i < columns->n; i++)
        buf_print(&b, "  %zu  %s\n", i + 1, path_columns_name(columns, i));
    if (!columns->n)
        buf_print(&b, "  none\n");
    buf_print(
        &b,
        "\n  :column PATH shows what stands there, :column -PATH no more, :column off none.\n"
        "  %s %s %s sort by it; %s: only rows with the value at the cursor, %s: without it.\n",
        ACTION_KEY(ACT_SORT), ACTION_KEY(ACT_SORT_PREV), ACTION_KEY(ACT_SORT_NEXT),
        ACTION_KEY(ACT_ONLY), ACTION_KEY(ACT_NOT));
    buf_print(&b, "\nPATHS THAT OCCUR%*s\n", 40, "MESSAGES");
    for (size_t i = 0; i < paths->n; i++)
        buf_print(&b, "  %-44s%10zu\n", paths->items[i].text, paths->items[i].messages);
    if (!paths->n)
        buf_print(&b, "  none: no body here is JSON\n");
    fields_show(app, SCREEN_COLUMNS, &b);
    buf_free(&b);
}

bool command_column(struct app *app, const char *arguments, struct error *err)
{
    struct queue_stats *stats;

    if (!app->messages.queue_id[0])
        return error_set(err, ERR_USAGE, "no queue is open: each queue has its own columns");
    if (!*arguments) {
        show_list(app);
        return true;
    }
    if (!messages_change_columns(&app->messages, arguments, err))
        return false;
    stats = queues_stats(&app->queues, app->messages.queue_id);
    free(stats->columns);
    stats->columns = print(app);
    if (*stats->columns)
        app_set_status(app, STATUS_INFO, "columns of this queue: %s", stats->columns);
    else
        app_set_status(app, STATUS_INFO, "this queue has no columns of paths");
    return true;
}
