/* One call as a command for a shell, the credential as variables. */
#pragma once

#include "api/request/operation.h"

/* base_url NULL: Cloudflare's.  false: the call cannot be built. */
bool curl_print(struct buf *out, const struct call *call, const char *base_url, bool by_key);
