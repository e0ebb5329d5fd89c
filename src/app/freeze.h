/* The screen held still: Z.
 *
 * While frozen the app's clock stands, nothing is read, and events that come wait in order until
 * the freeze ends, but for the leases in them (of a stream the newest sample alone waits); moving,
 * searching and opening what is here go on. Leases go on running out: the header says how long the
 * screen has been standing. */
#pragma once

#include "base/os/clock.h"

#include <stdbool.h>
#include <stdint.h>

struct app;
struct event;
struct mail;

struct freeze {
    bool on;
    struct instant now; /* the true time, while app->now stands */
    int64_t since_mono_ms;
    int64_t ticked_mono_ms; /* when FROZEN was last counted up */
    struct mail *first;     /* events that wait, oldest first; owned */
    struct mail **last;
};

/* app_thaw() (events.h) ends it. */
void freeze_start(struct app *app);

void freeze_free(struct freeze *f);

/* Keeps the event for later; false when not frozen. */
bool freeze_hold(struct app *app, struct event *event);

/* One step of the header's count, when it is due; and when that is. */
void freeze_tick(struct app *app);
int64_t freeze_next_due(const struct app *app);

/* Says why what was asked for is not done now. */
void freeze_refuse(struct app *app);

int64_t freeze_span(const struct app *app); /* ms since it began */
