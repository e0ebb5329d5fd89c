/* The inspector: terminal, program state and fetch thread brought together in one loop.
 *
 * Sleeps in one poll() on keys, signals and events, until the next thing that is due; everything
 * ready is taken in before one frame is drawn. */
#pragma once

#include "app/app.h"
#include "config/role_colors.h"
#include "net/fetch.h"
#include "parts/input/bindings.h"
#include "ui/term/term.h"

struct ui_config;

/* What the profile of that name would start with; false with err.  On any thread. */
typedef bool profile_loader(const char *name, struct ui_config *out, struct error *err);

struct ui_config {
    struct term_options term;
    struct app_config app;     /* taken over */
    struct fetch_config fetch; /* taken over */
    char *const *releaser;     /* as in state_sync.h */
    struct bindings keys;      /* taken over */
    struct role_colors colors;
    profile_loader *load_profile; /* NULL: there are none */
};

/* Runs until the user leaves, through as many profiles as are changed to; returns the exit status.
 * Leases are released after the terminal has been given back. */
int ui_run(struct ui_config *config);
