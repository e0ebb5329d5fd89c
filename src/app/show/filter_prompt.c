/* /: the prompt of the filter of the list in focus, which narrows it as it is typed.  UI thread. */
#include "app/command/command_line.h"
#include "app/command/complete.h"
#include "app/keys/actions.h"
#include "app/keys/keys.h"
#include "app/show/list_order.h"

#include <stdio.h>
#include <string.h>

void filter_prompt_open(struct app *app)
{
    const char *text = list_order_filter(app, app->focus)->text;

    app->ordered_pane = app->focus;
    snprintf(app->former_filter, sizeof(app->former_filter), "%s", text);
    prompt_start(&app->prompt);
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
    if (app->ordered_pane == PANE_QUEUES)
        queues_end_typing(&app->queues, former);
    else
        messages_end_typing(&app->messages, former);
    app->mode = MODE_PANES;
}

static void take_filter(struct app *app)
{
    const char *text = app->prompt.fields[0].text;

    if (strcmp(text, list_order_filter(app, app->ordered_pane)->text) != 0)
        list_order_set_filter(app, app->ordered_pane, text);
}

/* A filter that is wrong in part is not kept: it would hide less than it says. */
void filter_prompt_key(struct app *app, struct key key)
{
    enum prompt_result result;

    if ((key.code == K_TAB || key.code == K_BACKTAB) && !key.pasted) {
        command_line_complete(app, key.code == K_TAB ? 1 : -1, complete_filter);
        take_filter(app);
        return;
    }
    result = prompt_key(&app->prompt, key);
    if (result == PROMPT_CANCEL) {
        end_typing(app, app->former_filter);
    } else if (result == PROMPT_OPEN) {
        command_line_settle(app);
        take_filter(app);
    } else if (!list_order_filter(app, app->ordered_pane)->error[0]) {
        end_typing(app, NULL);
    }
}
