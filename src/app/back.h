/* The ways back and out: Esc and q, Ctrl-C, and the question whether to quit with leases held. */
#ifndef APP_BACK_H
#define APP_BACK_H

#include "app/state.h"

/* Quits, or asks when leases are held. */
void back_ask_quit(struct app *app);

#endif
