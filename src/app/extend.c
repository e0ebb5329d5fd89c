#include "app/extend.h"

#include "app/acknowledge.h"
#include "app/options.h"
#include "base/format.h"

#include <stdio.h>

void extend_ask(struct app *app)
{
    struct format lease;

    marks_end_range(&app->marks, &app->messages);
    acknowledge_take(app, DEED_EXTEND);
    format_duration(&lease, app->config.lease_ms);
    prompt_start(&app->prompt, app->now.mono_ms, false);
    prompt_add_field(&app->prompt, "lease", lease.s);
    app->mode = MODE_EXTEND;
}

void extend_describe(const struct app *app, char *out, size_t size)
{
    size_t n = app->errands.asked[ROAD_LEASE].n;

    snprintf(out, size, "%zu message%s stay%s hidden from consumers that long, from now.", n,
             n == 1 ? "" : "s", n == 1 ? "s" : "");
}

void extend_key(struct app *app, struct key key)
{
    struct prompt *p = &app->prompt;
    enum prompt_result result = prompt_key(p, key, app->now.mono_ms);
    struct error why;
    int64_t lease_ms;

    if (result == PROMPT_ENTER &&
        !options_check_value(OPT_LEASE, p->fields[0].text, &lease_ms, &why)) {
        snprintf(p->error, sizeof(p->error), "lease: 1s to 12h, such as 30s or 5m");
        return;
    }
    if (result == PROMPT_OPEN)
        return;
    app->mode = MODE_PANES;
    if (result == PROMPT_ENTER)
        acknowledge_send(app, 0, lease_ms);
    else
        app_set_status(app, STATUS_INFO, "cancelled: nothing was done");
}
