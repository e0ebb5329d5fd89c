/* Moving in the list or text in focus, folding and wrapping it.  UI thread. */
#pragma once

#include "app/state.h"

/* Moves in the list or text in focus, n times. */
void moves_go_in(struct app *app, enum list_move m, size_t n);
