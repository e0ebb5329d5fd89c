/* What happens after the screen: leases are released, and one line says what became of them. */
#pragma once

#include "app/state.h"
#include "effects/state/state_sync.h"
#include "net/fetch.h"

/* At most RELEASE_MAX_MS; another signal ends the waiting.  Returns the exit status. */
int leave_run(struct app *app, struct fetch *fetch, struct state_sync *sync, struct disk *disk);

/* "cfqtop: TEXT" on stderr; text may hold OUTSIDE bytes. */
void leave_print(const char *text);
