/* The ways back and out: Esc and q, Ctrl-C, and the question whether to quit with leases held. */
#pragma once

#include "app/state.h"

/* Quits, or asks when leases are held. */
void back_ask_quit(struct app *app);
