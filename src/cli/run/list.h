/* `cfqtop queues`: the queues of the account, with what the inspector would find out about each. */
#pragma once

#include "cli/run/headless.h"

/* An exit status, see oneshot.h.  Takes base URL and credentials out of settings. */
int list_show(struct settings *settings);

/* For headless_run(): of every queue backlog and verdict are known.  A verdict takes history, or
 * several measurements. */
bool list_is_known(void *unused, struct headless *h);

/* Says on stderr how many queues were measured, where not all were. */
void list_tell_missing(const struct headless *h, int64_t for_ms);
