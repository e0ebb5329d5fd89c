/* The command of |, beside the loop: what app/take/pipe.h wants.  UI thread.
 *
 * One at a time. */
#pragma once

#include "app/state.h"
#include "effects/programs/child_pipes.h"

enum { PIPE_FDS = CHILD_PIPES };

struct pipe_process;

struct pipe_process *pipe_process_new(void);

/* Starts what is wanted, moves what can be moved without waiting, ends what is not wanted any more,
 * and tells the app. */
void pipe_process_run(struct pipe_process *p, struct app *app);

/* What to poll for, and until when (monotonic ms; INT64_MAX: no time). */
void pipe_process_get_fds(const struct pipe_process *p, struct pollfd fds[PIPE_FDS]);
int64_t pipe_process_next_due(const struct pipe_process *p);

/* Asks a command that still runs to end; pipe_process_free() makes it.  NULL is fine. */
void pipe_process_ask_to_end(struct pipe_process *p);
void pipe_process_free(struct pipe_process *p);
