/* F9: the actions that change the server, one below the other, each possible or greyed with the
 * reason. */
#pragma once

#include "app/state.h"

/* Makes the menu; a row is chosen by the first key of its action. */
void write_menu_make(struct app *app);

/* The action of a row. */
enum action_id write_menu_at(size_t row);
