/* Carries actions out, whoever asks for them: a key, a menu, the command line.  UI thread. */
#pragma once

#include "app/state.h"

/* Does it, or says in the status line what is in the way. */
void actions_run(struct app *app, enum action_id id);

/* What actions.def names: a new action is a row and its function, in the file that its name begins
 * with. */
#define RUN(function)                                                    void function(struct app *app);
#define STEP(function, argument)                                         void function(struct app *app, int step);
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker) run
#include "parts/input/actions.def"
