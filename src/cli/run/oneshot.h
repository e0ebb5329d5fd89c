/* One command: asks the API or the state files, prints the answer on stdout, and that is all.
 *
 * Exit status: 0 done; 1 the API, the network or a file said no, a lease was not taken, or the
 * output could not be written; 2 usage; 128 + n ended by signal n.  A pull keeps its leases: that
 * is what it is for. */
#pragma once

#include "cli/settings/settings.h"

/* Runs settings->command (not the inspector); takes base URL and credentials out of settings. */
int oneshot_run(struct settings *settings);
