/* Signals as data: the handlers write the number to a pipe and do nothing else.
 *
 * SIGTERM, SIGHUP, SIGINT, SIGQUIT (end), SIGWINCH, SIGCONT, SIGTSTP and SIGCHLD arrive
 * through signals_take(), in order, in the thread that reads it; SIGPIPE is ignored.  A signal that
 * was ignored when the program started stays ignored (nohup). */
#pragma once

#include <stdbool.h>

/* Once, from the UI thread.  false: no pipe is to be had, errno says why. */
bool signals_start(void);

/* Puts the former actions back and closes the pipe: a second SIGTERM then ends a slow exit.  SIGHUP
 * is ignored from then on: the shell's may come after the hangup that poll() saw. */
void signals_stop(void);

/* Readable when there is a signal to take; -1 before signals_start(). */
int signals_fd(void);

/* The number of the next signal, 0 when there is none.  Never blocks.  Take until 0. */
int signals_take(void);

/* Takes all, and tells whether one that was ever taken asks the program itself to end (SIGTERM,
 * SIGHUP), whatever else it was about to do. */
bool signals_are_ending(void);
