/* The screen that shows the call log, below what earlier runs did to the server.  It follows what
 * comes while its end is shown; else what is read stays where it is.  UI thread. */
#pragma once

#include "base/memory/buf.h"
#include "parts/calls/call_log.h"

struct app;

/* What the text shown was made of. */
struct call_log_screen {
    size_t noted;   /* of the call log */
    size_t gone;    /* lines of it that had fallen off */
    size_t heading; /* lines above the first of this run */
};

/* One line of the entry: when, what, result, time, size, about which queue. */
void call_log_screen_print(const struct app *app, const struct call_log_entry *e, struct buf *b);

/* !: opens the screen at the newest entry, or closes it. */
void call_log_screen_toggle(struct app *app);

/* Brings an open screen up to date. */
void call_log_screen_settle(struct app *app);
