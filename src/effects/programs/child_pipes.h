/* A shell command beside the loop, with pipes as stdin, stdout and stderr: what goes in and comes
 * out moves whenever the loop looks.  It has no terminal and leads a session of its own.  UI
 * thread.
 *
 * The holder owns the struct; whatever runs is gone after child_pipes_finish(). */
#pragma once

#include "base/memory/buf.h"

#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { CHILD_PIPES = 3 };

struct child_pipes {
    pid_t pid;            /* 0: none runs */
    int in, out, err;     /* our ends; -1: closed */
    size_t written;       /* of the input */
    struct buf output;    /* overflow: there was more, which is not read */
    struct buf errors;    /* the beginning of stderr */
    int64_t kill_mono_ms; /* asked to end, and made to then; INT64_MAX: not asked */
};

void child_pipes_init(struct child_pipes *p);

/* Of the output so many bytes are kept.  errors_apart: else stderr is output too.  false: errno
 * says why it cannot be started. */
bool child_pipes_start(struct child_pipes *p, const char *script, size_t most, bool errors_apart);

/* Moves what can be moved without waiting, n bytes of input in all; makes it end when it is time
 * to. */
void child_pipes_move(struct child_pipes *p, const char *input, size_t n);

/* It has ended, and all that it wrote is here; *status is its wait status, -1: not known. */
bool child_pipes_have_ended(struct child_pipes *p, int *status);

/* Asks it to end, and makes it a second later. */
void child_pipes_ask_to_end(struct child_pipes *p);

/* Makes it end now where it runs, and frees what came. */
void child_pipes_finish(struct child_pipes *p);

/* What to poll for. */
void child_pipes_get_fds(const struct child_pipes *p, struct pollfd fds[CHILD_PIPES]);
