/* The config file's decoder.QUEUE, view.QUEUE and column.QUEUE, checked.  In main(), before
 * anything runs. */
#pragma once

#include "config/config.h"
#include "config/queue_options.h"

/* Checks all of them, also in the sections that are not used; those of the profile are laid over
 * those of all profiles.  On failure err->text is "FILE:LINE: why". */
bool queue_settings_resolve(struct queue_options *out, const struct config *c, struct error *err);
