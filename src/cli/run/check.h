/* `cfqtop check`: fails where a condition, written as an alert, holds for a queue. */
#pragma once

#include "cli/settings/settings.h"

/* An exit status: 0 it holds for none; 3 it does for one; 1 the API or the network said no, or of
 * no queue it could be told; 2 the condition is wrong.  As a plugin: 0, 2 and 3, which is unknown.
 * Takes base URL and credentials out of settings. */
int check_run(struct settings *settings);
