/* A program in a pseudo-terminal as a job-control shell would start it.
 *
 * A small process, the keeper, stands where the shell stands: it leads the session, runs the
 * program in a foreground process group of its own, reports what becomes of it, and passes a hangup
 * on.  Without it the program would be an orphan that SIGTSTP cannot stop. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct pty {
    int master; /* non-blocking; -1 after pty_hang_up() */
    int slave;  /* kept open to read the terminal's settings from */
    int events; /* readable when the program stopped, went on or ended */
    pid_t keeper;
    pid_t pid; /* the program; also its process group */
};

/* Starts argv with the environment env.  A program that cannot be run ends with status 127.  False:
 * no pseudo-terminal or process to be had. */
bool pty_start(struct pty *p, int cols, int rows, const char *const *argv, char **env);

/* One event without waiting: its wait status.  False: none. */
bool pty_next_event(struct pty *p, int *status);

void pty_resize(struct pty *p, int cols, int rows);

/* Closes the master: what a program sees when its terminal window is closed. */
void pty_hang_up(struct pty *p);

/* Kills what is left and releases everything. */
void pty_stop(struct pty *p);
