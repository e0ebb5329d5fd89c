/* What cfqtop doctor finds by asking the server: nothing that changes anything there. */
#pragma once

#include "cli/doctor/findings.h"
#include "cli/settings/settings.h"

/* Takes base URL and credentials out of s.  The signal that ended it; 0: none. */
int server_look(struct findings *f, struct settings *s);
