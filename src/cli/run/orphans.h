/* `cfqtop release`: gives back the leases that a killed cfqtop left in its lease file, one request
 * for each account and queue.  Those of a cfqtop that runs are not touched. */
#pragma once

#include "cli/settings/settings.h"

/* An exit status, see oneshot.h: 0 also when no lease is held, 1 when one could not be given back
 * (it stays in the file until it ends).  Takes base URL and credentials out of settings. */
int orphans_release(struct settings *settings);
