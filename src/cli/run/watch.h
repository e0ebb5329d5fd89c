/* `cfqtop watch`: a line for each measurement of a queue, as vmstat prints them. */
#pragma once

#include "cli/settings/settings.h"

/* An exit status, see oneshot.h; 0 where Ctrl-C ends it.  Takes base URL and credentials out of
 * settings. */
int watch_show(struct settings *settings);
