/* `cfqtop metrics --prometheus`: what was measured of queues, for a collector of text files. */
#pragma once

#include "cli/settings/settings.h"

/* An exit status, see oneshot.h.  With --output the file is there whole or as it was before, and
 * nothing is printed.  Takes base URL and credentials out of settings. */
int scrape_run(struct settings *settings);
