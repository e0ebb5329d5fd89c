/* Carries actions out, whoever asks for them: a key, a menu, the command line. */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include "app/app.h"

/* Does it, or says in the status line what is in the way. */
void actions_run(struct app *app, enum action_id id);

/* Moves in the list or text in focus, n times. */
void actions_go(struct app *app, enum list_move m, size_t n);

#endif
