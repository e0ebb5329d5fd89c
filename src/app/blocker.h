/* Why an action that changes the server cannot be done now: one answer for its key, for the menu of
 * F9 and for its dialog. */
#pragma once

#include "app/state.h"

/* A literal for action_fill(), or NULL: nothing is in the way.  What is asked of each action is its
 * row in actions.def. */
const char *blocker_find(const struct app *app, enum action_id id);

/* The same for a pull from q, by what its settings say; unknown settings are no blocker. */
const char *blocker_find_to_pull(const struct queue *q);

/* Nobody needs to be shown this action (ACT_NONE: may be shown): it changes the server, and this
 * run may not. */
bool blocker_hides(const struct app *app, enum action_id id);

/* What actions.def names. */
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker)                           \
    const char *blocker(const struct app *app);
#include "parts/input/actions.def"
