/* E: more time for the leases of the marked messages, or of the selected one.  Takes no attempt and
 * deletes nothing, so Enter says yes. */
#pragma once

#include "app/state.h"

/* Once a second: with auto-extend the lease of the message being read (the body pane has the focus)
 * is extended shortly before it ends, for EXTEND_MAX_MS at most after the first time. */
enum { EXTEND_MAX_MS = 15 * 60 * 1000 };

void extend_tick(struct app *app);

/* What it does, as a sentence; may hold OUTSIDE bytes. */
void extend_describe(const struct app *app, char *out, size_t size);
