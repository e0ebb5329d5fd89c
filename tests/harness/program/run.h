/* A program as a child without a terminal: what it prints, and how it ends.
 *
 * run_start() and run_finish() belong together, in one thread; the texts are owned by struct run
 * and freed by run_free().  A child that runs longer than RUN_LIMIT_MS is killed and fails the
 * running cmocka test, so does one that cannot be started. */
#pragma once

#include <stddef.h>
#include <sys/types.h>

enum { RUN_LIMIT_MS = 60000 };

enum run_stdout {
    RUN_CAPTURE,
    RUN_NO_READER,  /* a pipe whose reader has gone */
    RUN_FULL,       /* /dev/full */
    RUN_CLOSED_OUT, /* no stdout at all */
};

struct run {
    pid_t pid;
    int pipes[2]; /* what is left to read: its stdout, its stderr */
    char *out;    /* NUL behind */
    size_t out_len;
    char *err;
    size_t err_len;
    int status; /* exit status, or 128 + the signal that ended it */
};

/* argv and env end with NULL; argv[0] is a path.  stdin is /dev/null. */
void run_start(struct run *r, const char *const *argv, const char *const *env, enum run_stdout to);

/* Reads to the end and waits. */
void run_finish(struct run *r);

void run_free(struct run *r);

/* Starts and finishes cfqtop; the words of its command line end with NULL. */
void run_cfqtop(struct run *r, const char *const *env, enum run_stdout to, ...)
    __attribute__((sentinel));

/* See place_find_program(). */
const char *run_find_cfqtop(void);
