/* The terminal handed over to a program, and taken back: what app/take/external.h wants.  UI
 * thread. */
#pragma once

#include "app/state.h"

/* What the program's user interface does with its terminal, so that this knows none. */
struct external_terminal {
    void (*leave)(void);      /* give it back as it was found */
    void (*take_again)(void); /* and drop what was typed meanwhile: it was meant for the program */
    void (*stop_group)(void); /* stop all of us, as Ctrl-Z does; returns when it goes on */
    int event_fd;             /* readable when the fetch thread has something */
    void (*take_events)(void *arg); /* takes it: leases that come meanwhile are to be noted */
    void *arg;
};

/* Opens the body in a program where one is wanted, waits for it, and tells the app.  Meanwhile
 * SIGTERM, SIGHUP and their like end the program and then quit the app; the program that stops
 * (Ctrl-Z) stops both until they are continued.  The file is gone afterwards. */
void external_program_run(struct app *app, const struct external_terminal *terminal);
