/* `cfqtop journal`: what journal.jsonl says was done to the server.  No network, no credential. */
#pragma once

#include "cli/settings/settings.h"

/* Prints the newest records, the newest last; an exit status, see oneshot.h. */
int history_show(struct settings *settings);
