/* ?: all keys and commands, those of the pane in focus first, and how to read the screen.  UI
 * thread. */
#ifndef APP_SHOW_HELP_H
#define APP_SHOW_HELP_H

#include "app/state.h"

/* Opens the screen, or closes it. */
void help_toggle(struct app *app);

#endif
