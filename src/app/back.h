/* The ways back and out: Esc and q, Ctrl-C, and the question whether to quit with leases held. */
#ifndef APP_BACK_H
#define APP_BACK_H

#include "app/state.h"

/* One level back; at the top quits, or asks when leases are held. */
void back_step(struct app *app);

/* Quits, or asks when leases are held. */
void back_ask_quit(struct app *app);

/* Cancels what somebody waits for, or else what is in trouble; twice within a second quits. */
void back_cancel(struct app *app);

/* A key while that is asked. */
void back_quit_key(struct app *app, struct key key);

#endif
