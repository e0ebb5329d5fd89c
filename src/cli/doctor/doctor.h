/* `cfqtop doctor`: what works of what cfqtop needs, what does not, and what to do about it. */
#pragma once

#include "cli/settings/settings.h"

/* Prints a line for each check (findings.h); changes nothing but that the state folder is made.  0
 * when all works that is needed, else 1; 128 + n when signal n ended it. */
int doctor_run(struct settings *settings);
