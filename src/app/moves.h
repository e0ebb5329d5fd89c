/* Moving in the list or text in focus, folding and wrapping it.  UI thread. */
#ifndef APP_MOVES_H
#define APP_MOVES_H

#include "app/state.h"

/* Moves in the list or text in focus, n times. */
void moves_go_in(struct app *app, enum list_move m, size_t n);

#endif
