/* The alerts of this run (parts/alerts/alerts.h): when they are looked at, and who is told.  While
 * frozen the app's clock stands, and nothing is raised.  UI thread. */
#pragma once

#include "base/text/format.h"
#include "parts/alerts/alerts.h"
#include "parts/graph/graph.h"

struct app;

/* Looks at what was measured: what is raised or over goes into the call log, and what is raised
 * rings the bell, where that is wanted. */
void alerting_look(struct app *app);

/* a: the newest unseen alert is seen. */
void alerting_see(struct app *app);

/* Queues that need a look: by the verdict on them, or by an alert that is raised or unseen. */
size_t alerting_count(const struct app *app);

/* "since 12:03", or "12:03 to 12:09, over". */
struct alerting_when {
    char s[60];
};
const char *alerting_print_when(const struct app *app, const struct alert_case *c,
                                struct alerting_when *out);

/* The thresholds of alerts about the queue for a field of filters, as graphs draw them. */
enum { ALERTING_LIMITS = 4 };
size_t alerting_find_limits(const struct app *app, const struct queue_row *row, const char *field,
                            struct graph_threshold out[ALERTING_LIMITS]);

/* All alerts with their state, on the screen, which is brought up to date each second. */
struct alerts_screen {
    int64_t made_mono_ms;
};

void alerts_screen_show(struct app *app);
void alerts_screen_settle(struct app *app);
