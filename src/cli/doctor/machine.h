/* What cfqtop doctor finds on this machine, without asking the server anything. */
#pragma once

#include "cli/doctor/findings.h"
#include "cli/settings/settings.h"

/* Versions, config, state folder, terminal, proxy, certificates.  Before the fetch thread starts.
 */
void machine_look(struct findings *f, const struct settings *s);
