/* Who asks: a bearer token, or an e-mail address with a key.  The token wins where both are sent.
 */
#pragma once

#include "tests/sim/http/reply.h"

enum sim_auth auth_recognise(const struct sim_request *q);

/* It may do something: neither missing nor wrong, expired or disabled. */
bool auth_is_valid(enum sim_auth auth);

/* "none", "bad", "token", "read_token", "queues_token", "account_token", "expired_token",
 * "disabled_token", "key". */
const char *auth_name(enum sim_auth auth);
