/* A shell script as a child process.  UI thread. */
#ifndef UI_CHILD_H
#define UI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct child_options {
    const char *script;   /* for /bin/sh -c */
    const char *argument; /* its $1; NULL: there is none */
    bool has_terminal;    /* in the foreground; else in a session without a terminal */
    int in, out;          /* its stdin; its stdout and stderr.  -1: ours */
};

/* Either way it leads a process group of its own.  -1: errno says why it cannot be started. */
pid_t child_start(const struct child_options *o);

/* Asks it and all that it started to end, or makes them; pid was not waited for yet. */
void child_ask_to_end(pid_t pid);
void child_kill(pid_t pid);

/* "status 2", "ended by signal 9" of a wait status. */
const char *child_describe(int status, char out[32]);

#endif
