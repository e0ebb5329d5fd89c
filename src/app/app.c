#include "app/app.h"

#include "app/change/extend.h"
#include "app/read/measure.h"
#include "app/read/refresh.h"
#include "app/show/body_pane.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

struct app *app_new(struct app_config *cfg, struct instant now)
{
    struct app *app = mem_new(1, sizeof(*app));

    app->config = *cfg;
    *cfg = (struct app_config){0};
    app->stays_read_only = app_option(app, OPT_READ_ONLY);
    app->now = now;
    queues_init(&app->queues, &app->now);
    queues_set_order(&app->queues,
                     sort_order(sort_queue_columns(), (int)app_option(app, OPT_SORT)));
    alerts_take(&app->alerts, &app->config.alerts);
    messages_init(&app->messages, &app->now);
    calls_init(&app->calls);
    connection_init(&app->connection);
    audit_init(&app->audit);
    history_plan_init(&app->past.plan);
    app->past.wanted_due_mono_ms = INT64_MAX;
    app->cancelled_mono_ms = -1;
    app->list_due_mono_ms = INT64_MAX;
    app->ticked_mono_ms = now.mono_ms;
    app->body.pager.wrap = true;
    app->screen_pager.wrap = true;
    app->dirty = true;
    refresh_list(app, true);
    app->connection.state = CONNECTION_LOADING;
    return app;
}

void app_config_free(struct app_config *c)
{
    option_values_free(&c->options);
    queue_options_free(&c->queue_options);
    alerts_free(&c->alerts);
    free(c->queue);
    for (size_t i = 0; i < c->n_profiles; i++)
        free(c->profiles[i]);
    free(c->profiles);
}

void app_free(struct app *app)
{
    if (!app)
        return;
    body_pane_close(app);
    pager_free(&app->body.pager);
    freeze_free(&app->freeze);
    alerts_free(&app->alerts);
    call_log_free(&app->call_log);
    audit_page_free(&app->earlier);
    messages_free(&app->messages);
    groups_free(&app->groups);
    paths_free(&app->paths);
    queues_free(&app->queues);
    marks_free(&app->marks);
    changes_free(&app->changes);
    leases_free(&app->leases);
    lease_orphans_free(&app->orphans.found);
    calls_free(&app->calls);
    audit_free(&app->audit);
    pager_free(&app->screen_pager);
    help_free(&app->help);
    copy_free(&app->copy);
    export_free(&app->export);
    external_free(&app->external);
    pipe_free(&app->pipe);
    decoder_free(&app->decoder);
    described_free(&app->described);
    message_compare_free(&app->message_compare);
    history_free(app->past.history);
    history_free(app->past.incoming);
    free(app->extended_id);
    free(app->wanted_profile);
    app_config_free(&app->config);
    free(app);
}

void app_set_sizes(struct app *app, const struct app_sizes *sizes, struct instant now)
{
    app_set_now(app, now);
    list_fit(&app->queues.list, app->queues.n_view, sizes->queue_rows);
    list_fit(&app->messages.list, app->messages.n_view, sizes->message_rows);
    list_fit(&app->groups.list, app->groups.made.n, sizes->message_rows);
    pager_set_size(&app->body.pager, sizes->body_rows, sizes->body_cols);
    pager_set_size(&app->screen_pager, sizes->screen_rows, sizes->screen_cols);
    screens_settle(app);
    refresh_run(app);
}

static int64_t earliest(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Ages and countdowns are shown in whole seconds: one tick a second while there are any. */
static int64_t next_tick(const struct app *app)
{
    bool shows_age = app->connection.good.mono_ms >= 0 || app->leases.held.n > 0 ||
                     app->connection.retry_at_mono_ms >= 0;

    return shows_age ? app->ticked_mono_ms + 1000 : INT64_MAX;
}

int64_t app_next_due(const struct app *app)
{
    int64_t armed = question_is_armed(&app->question, app_true_now(app))
                        ? INT64_MAX
                        : app->question.armed_at_mono_ms;
    int64_t due = earliest(next_tick(app), refresh_next_due(app));

    return earliest(armed, app->freeze.on ? freeze_next_due(app)
                                          : earliest(due, queues_next_due(&app->queues)));
}

void app_tick(struct app *app, struct instant now)
{
    bool was_armed = question_is_armed(&app->question, app_true_now(app));

    app_set_now(app, now);
    app->dirty |= !was_armed && question_is_armed(&app->question, app_true_now(app));
    if (app->freeze.on) {
        freeze_tick(app);
        return;
    }
    if (now.mono_ms >= next_tick(app)) {
        app->ticked_mono_ms = now.mono_ms;
        leases_drop_expired(&app->leases, now.mono_ms);
        queues_tick(&app->queues);
        messages_tick(&app->messages);
        extend_tick(app);
        alerting_look(app);
        app->dirty = true;
    }
    if (now.mono_ms >= queues_next_due(&app->queues)) {
        queues_settle(&app->queues, now.mono_ms);
        app->dirty = true;
    }
    refresh_run(app);
}

struct request *app_take_request(struct app *app)
{
    struct request *r = calls_take_request(&app->calls);

    if (r && r->kind == REQ_CALL) {
        memcpy(r->call.account_id, app->config.account_id, sizeof(r->call.account_id));
        measure_note_request(app, calls_find(&app->calls, r->id));
    }
    if (r)
        audit_note_intent(app, r);
    return r;
}
