/* :alert, see parts/alerts/alerts.h. */
#include "app/alerts/alerting.h"
#include "app/command/command_run.h"
#include "app/command/complete.h"
#include "base/memory/array.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <string.h>

static bool remove_one(struct app *app, const char *which, struct error *err)
{
    which += strspn(which, " ");
    if (!alerts_remove(&app->alerts, &app->queues, which))
        return error_set(err, ERR_USAGE, "there is no alert %.40s: :alert lists them", which);
    app_set_status(app, STATUS_INFO, "%s left", FORMAT_COUNTED(app->alerts.n, "alert"));
    return true;
}

static bool add(struct app *app, const char *text, struct error *err)
{
    struct alert_count n;

    if (!alerts_add(&app->alerts, text, err))
        return false;
    n = alerts_count(&app->alerts.items[app->alerts.n - 1], &app->queues, &app->now);
    if (n.about)
        app_set_status(app, STATUS_INFO, "%s, this one about %s",
                       FORMAT_COUNTED(app->alerts.n, "alert"), FORMAT_COUNTED(n.about, "queue"));
    else
        app_set_status(app, STATUS_INFO, "%s; there is no queue of that name yet",
                       FORMAT_COUNTED(app->alerts.n, "alert"));
    return true;
}

bool command_alert(struct app *app, const char *arguments, struct error *err)
{
    if (!*arguments) {
        alerts_screen_show(app);
        return true;
    }
    if (!strcmp(arguments, "seen")) {
        alerts_see(&app->alerts, &app->queues, true);
        return true;
    }
    if (!strcmp(arguments, "off")) {
        alerts_clear(&app->alerts);
        app_set_status(app, STATUS_INFO, "no alert is left");
    } else if (*arguments == '-') {
        if (!remove_one(app, arguments + 1, err))
            return false;
    } else if (!add(app, arguments, err)) {
        return false;
    }
    alerting_look(app);
    return true;
}

static void offer(struct completion *out, const char *typed, const char *word)
{
    if (!strncmp(word, typed, strlen(typed)))
        words_add(&out->words, word);
}

void complete_alert(const struct app *app, const char *arguments, struct completion *out)
{
    static const char *const words[] = {"off", "seen"};

    snprintf(out->hint, sizeof(out->hint), "%s",
             "[NAME] backlog>1000 age>15m grows>100/min loss<2h dead>0 growing");
    if (*arguments == '-') {
        out->at = 1;
        for (size_t i = 0; i < app->alerts.n; i++)
            offer(out, arguments + 1, app->alerts.items[i].filter.text);
        return;
    }
    complete_terms(app, row_filter_alert_language(), arguments, out);
    for (size_t i = 0; i < ARRAY_LEN(words) && out->at == 0; i++)
        offer(out, arguments, words[i]);
}
