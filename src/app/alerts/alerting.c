#include "app/alerts/alerting.h"

#include "app/state.h"

#include <stdio.h>

static void note(void *arg, const struct alert_news *news)
{
    struct app *app = arg;
    const struct alert_case *c = news->of;
    char text[sizeof(c->name) + FILTER_BYTES + 2];

    snprintf(text, sizeof(text), "%s %s", c->name,
             news->raised ? c->fact : news->alert->filter.text);
    call_log_say(&app->call_log, app->now.wall_ms, "alert", news->raised ? "raised" : "over", c->id,
                 text);
    app->wants_bell = app->wants_bell || (news->raised && app_option(app, OPT_BELL));
    app->dirty = true;
}

void alerting_look(struct app *app)
{
    alerts_look(&app->alerts, &app->queues, &app->now, note, app);
}

void alerting_see(struct app *app)
{
    if (app->alerts.n_unseen)
        alerts_see(&app->alerts, &app->queues, false);
    else
        app_set_status(app, STATUS_INFO, "no alert is unseen: :alert lists all");
}

size_t alerting_count(const struct app *app)
{
    return app->queues.n_need_look + app->alerts.n_queues;
}

size_t alerting_find_limits(const struct app *app, const struct queue_row *row, const char *field,
                            struct graph_threshold out[ALERTING_LIMITS])
{
    int64_t limits[ALERTING_LIMITS];
    size_t n = alerts_find_limits(&app->alerts, row, field, limits, ALERTING_LIMITS);

    for (size_t i = 0; i < n; i++)
        out[i] = (struct graph_threshold){(double)limits[i], "alert"};
    return n;
}

/* "12:03", with the day where that is another. */
static const char *print_clock(const struct app *app, int64_t wall_ms, struct format *out)
{
    const int64_t day_ms = 86400000;
    struct format f;
    bool is_old = app->now.wall_ms - wall_ms >= day_ms;

    format_stamp(&f, wall_ms, app->times == TIMES_LOCAL); /* "11-23 12:04:31" */
    snprintf(out->s, sizeof(out->s), "%.*s", is_old ? 11 : 5, f.s + (is_old ? 0 : 6));
    return out->s;
}

const char *alerting_print_when(const struct app *app, const struct alert_case *c,
                                struct alerting_when *out)
{
    struct format since = {""}, until = {""};

    print_clock(app, c->since_wall_ms, &since);
    if (c->over)
        snprintf(out->s, sizeof(out->s), "%.20s to %.20s, over", since.s,
                 print_clock(app, c->until_wall_ms, &until));
    else
        snprintf(out->s, sizeof(out->s), "since %.20s", since.s);
    return out->s;
}
