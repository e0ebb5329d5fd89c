/* `cfqtop trash`: the messages that were saved before they were deleted.  No network, no
 * credential. */
#pragma once

#include "cli/settings/settings.h"

/* Lists the trash, the newest last; with settings->which, prints the body of that message: as the
 * producer sent it (see body/decode/decode.h), byte-exact, but made safe where stdout is a
 * terminal.  With json, the whole record with the body as the API gave it.  An exit status, see
 * oneshot.h. */
int trash_show(struct settings *settings);
