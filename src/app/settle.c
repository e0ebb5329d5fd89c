#include "app/settle.h"

#include "app/change/orphans.h"
#include "app/read/past.h"
#include "app/screens.h"
#include "app/show/body_pane.h"
#include "app/show/decoder.h"
#include "app/show/group/groups.h"

enum { STRIP_MS = 2 * 3600000 }; /* as far as its columns may reach */

/* The graph below the list is that of the selected queue. */
static void want_past(struct app *app)
{
    const struct queue_row *row = queues_selected(&app->queues);
    const char *id = row ? row->queue->id : "";

    if (app->screen != SCREEN_GRAPH)
        past_want(app, &id, row != NULL, STRIP_MS);
}

void app_settle(struct app *app)
{
    queues_settle(&app->queues, app->now.mono_ms);
    messages_settle(&app->messages);
    groups_settle(app);
    groups_settle_facts(app);
    body_pane_settle(app);
    decoder_settle(app);
    screens_settle(app);
    want_past(app);
    orphans_settle(app);
}
