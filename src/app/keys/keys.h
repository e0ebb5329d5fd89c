/* Where a key goes: to the open prompt, question or menu, to the open screen, or to an action.  UI
 * thread. */
#pragma once

#include "app/state.h"

void app_key(struct app *app, struct key key, struct instant now);

/* What modes.def names: a new question or prompt is a row and its functions. */
#define MODE(id, on_key, how, draw) void on_key(struct app *app, struct key key);
#include "app/keys/modes.def"
