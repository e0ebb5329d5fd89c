#include "app/settle.h"

#include "app/change/orphans.h"
#include "app/screens.h"
#include "app/show/body_pane.h"
#include "app/show/decoder.h"
#include "app/show/groups.h"

void app_settle(struct app *app)
{
    queues_settle(&app->queues, app->now.mono_ms);
    messages_settle(&app->messages);
    groups_settle(app);
    body_pane_settle(app);
    decoder_settle(app);
    screens_settle(app);
    orphans_settle(app);
}
