/* Where a key goes: to the open prompt, question or menu, to the open screen, or to an action.  UI
 * thread. */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include "app/state.h"

void app_key(struct app *app, struct key key, struct instant now);

#endif
