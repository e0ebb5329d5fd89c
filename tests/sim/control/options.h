/* What tests may switch, from JSON: POST /__sim/options, and "options" of a seed. */
#pragma once

#include "tests/sim/world/world.h"

#include <jansson.h>

enum { OPTIONS_REASON = 160 };

/* false with the reason when from has something that README.md does not know; then graphql may have
 * changed in part, and nothing else. */
bool options_read(struct sim_options *o, const json_t *from, char reason[OPTIONS_REASON]);
