/* The own decoder of a queue, beside the loop: what app/show/decoder.h wants.  UI thread.
 *
 * It has a limit of time, and what it writes to stderr is told where it fails. */
#pragma once

#include "app/state.h"
#include "effects/programs/child_pipes.h"

enum { DECODER_FDS = CHILD_PIPES };

struct decoder_process;

struct decoder_process *decoder_process_new(int64_t limit_ms);

/* Starts what is wanted, moves what can be moved without waiting, ends what does not run any more
 * for the app or for too long, and tells the app. */
void decoder_process_run(struct decoder_process *p, struct app *app);

/* What to poll for, and until when (monotonic ms; INT64_MAX: no time).  What was wanted since the
 * last run is due at once. */
void decoder_process_get_fds(const struct decoder_process *p, struct pollfd fds[DECODER_FDS]);
int64_t decoder_process_next_due(const struct decoder_process *p, const struct app *app);

/* Ends what runs. */
void decoder_process_free(struct decoder_process *p);
