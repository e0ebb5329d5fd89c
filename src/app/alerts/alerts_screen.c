/* :alert alone: each alert, which queues it is raised for, and what it cannot judge. */
#include "app/alerts/alerting.h"
#include "app/show/fields.h"

#include <stdio.h>

enum { CASES_MAX = 200 };

static void add_case(struct buf *b, const struct app *app, const struct alert_case *c)
{
    struct alerting_when when;
    char text[300];

    snprintf(text, sizeof(text), "    %s %s  %s %s%s", c->over ? " " : "!", c->name, c->fact,
             alerting_print_when(app, c, &when), c->seen ? "" : ", not seen");
    fields_say(b, text);
}

/* What is not known raises nothing, which is to be known. */
static void add_gaps(struct buf *b, const struct alert_count *n)
{
    if (n->stale)
        buf_print(b, "        %zu of %zu not judged: not measured within 5m\n", n->stale, n->about);
    if (n->unknown)
        buf_print(b, "        %zu of %zu not judged: what it asks for is not known yet\n",
                  n->unknown, n->about);
}

static void print_state(const struct alert_count *n, char *out, size_t size)
{
    const char *queues = FORMAT_COUNTED(n->about, "queue");

    if (n->raised)
        snprintf(out, size, "RAISED for %zu of %s", n->raised, queues);
    else if (n->about)
        snprintf(out, size, "quiet, about %s", queues);
    else
        snprintf(out, size, "no queue of that name");
}

static void add_alert(struct buf *b, struct app *app, size_t i)
{
    struct alert *alert = &app->alerts.items[i];
    struct alert_count n = alerts_count(alert, &app->queues, &app->now);
    char state[80], line[FILTER_BYTES + 120];
    size_t shown = 0;

    print_state(&n, state, sizeof(state));
    snprintf(line, sizeof(line), "%2zu  %-36s  %s", i + 1, alert->filter.text, state);
    fields_say(b, line);
    for (size_t k = 0; k < alert->cases.n && shown < CASES_MAX; k++) {
        const struct alert_case *c = alert->cases.items[k].value;

        if (!alert_case_counts(c))
            continue;
        add_case(b, app, c);
        shown++;
    }
    add_gaps(b, &n);
}

static void make_text(struct app *app, struct buf *b)
{
    buf_init(b, FIELDS_MAX);
    for (size_t i = 0; i < app->alerts.n; i++)
        add_alert(b, app, i);
    if (!app->alerts.n)
        buf_append_str(b, "There is no alert.\n");
    buf_append_str(b,
                   "\n"
                   "  :alert backlog>1000         of any queue; or age>15m grows>100/min loss<2h\n"
                   "                              dead>0 growing, and what else a filter asks for\n"
                   "  :alert prod-* backlog>1000  of queues of that name\n"
                   "  :alert -1  :alert off       removes the first, removes all; :alert seen\n"
                   "\n"
                   "  Raised when two measurements in a row say so, or one and no other for 10s.\n"
                   "  Over when it is back by 10% of the number, or was below it for 1m.  What is\n"
                   "  not known, or was measured more than 5m ago, changes nothing.");
    app->alerts_screen.made_mono_ms = app->now.mono_ms;
}

void alerts_screen_show(struct app *app)
{
    struct buf b;

    make_text(app, &b);
    fields_show(app, SCREEN_ALERTS, &b);
}

void alerts_screen_settle(struct app *app)
{
    struct buf b;

    if (app->screen != SCREEN_ALERTS || app->now.mono_ms < app->alerts_screen.made_mono_ms + 1000)
        return;
    make_text(app, &b);
    fields_renew(app, &b);
}
