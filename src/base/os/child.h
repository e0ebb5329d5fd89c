/* A shell script as a child process: it inherits our environment and nothing that is open but
 * stdin, stdout and stderr, and what we do with signals is not what it does.  UI thread. */
#pragma once

#include <sys/types.h>

enum child_place {
    CHILD_WITH_US,    /* in our process group: what the terminal sends us it gets too */
    CHILD_FOREGROUND, /* leads a group that has the terminal */
    CHILD_APART,      /* leads a session without a terminal */
};

struct child_options {
    const char *script;   /* for /bin/sh -c */
    const char *argument; /* its $1; NULL: there is none */
    enum child_place place;
    int in, out, err; /* its stdin, stdout, stderr; -1: ours */
};

/* -1: errno says why it cannot be started. */
pid_t child_start(const struct child_options *o);

/* Closes whatever is open but stdin, stdout and stderr, up to limit where the system cannot be told
 * to close all: libcurl's connections are open without FD_CLOEXEC, and what runs on in the
 * background would hold them for as long as it likes.  For a child before exec, also of a signal
 * handler. */
void child_close_others(int limit);

/* Asks it, and all that it started where it leads a group, to end, or makes them; pid was not
 * waited for yet. */
void child_ask_to_end(pid_t pid);
void child_kill(pid_t pid);

/* "status 2", "ended by signal 9" of a wait status. */
const char *child_describe(int status, char out[32]);
