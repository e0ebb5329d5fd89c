/* i: every field of the selected message on a screen of its own.  UI thread. */
#ifndef APP_SHOW_MESSAGE_FIELDS_H
#define APP_SHOW_MESSAGE_FIELDS_H

#include "app/state.h"

/* Opens the screen, or closes it; where there is no message, the queue is described instead. */
void message_fields_toggle(struct app *app);

#endif
