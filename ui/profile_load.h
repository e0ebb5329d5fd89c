/* A profile read on a thread of its own: it may have to wait for its token-command, or for a file
 * on a slow disk, while the screen goes on.  UI thread; one at a time. */
#pragma once

#include "ui/ui.h"

struct profile_load;

/* Starts reading the profile of that name (copied) with load.  NULL: no thread is to be had. */
struct profile_load *profile_load_start(profile_loader *load, const char *name);

/* Readable when it has been read. */
int profile_load_fd(const struct profile_load *l);
bool profile_load_is_over(const struct profile_load *l);

/* What was read, waited for; frees l.  false with err. */
bool profile_load_finish(struct profile_load *l, struct ui_config *out, struct error *err);

/* Nobody wants it any more: the thread is left behind, and l with it.  NULL is fine. */
void profile_load_leave(struct profile_load *l);
