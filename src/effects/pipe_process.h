/* The command of |, beside the loop: what app/take/pipe.h wants.  UI thread.
 *
 * It has no terminal: a session of its own, its stdin and its output are pipes that the loop polls.
 * One at a time. */
#ifndef EFFECTS_PIPE_PROCESS_H
#define EFFECTS_PIPE_PROCESS_H

#include "app/app.h"

#include <poll.h>

enum { PIPE_FDS = 2 };

struct piped;

struct piped *piped_new(void);

/* Starts what is wanted, moves what can be moved without waiting, ends what is not wanted any more,
 * and tells the app. */
void piped_run(struct piped *p, struct app *app);

/* What to poll for, and until when (monotonic ms; INT64_MAX: no time). */
void piped_get_fds(const struct piped *p, struct pollfd fds[PIPE_FDS]);
int64_t piped_next_due(const struct piped *p);

/* Asks a command that still runs to end; piped_free() makes it.  NULL is fine. */
void piped_ask_to_end(struct piped *p);
void piped_free(struct piped *p);

#endif
