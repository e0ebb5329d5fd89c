/* The config file's color.ROLE, checked.  In main(), before anything runs. */
#pragma once

#include "config/config.h"
#include "config/role_colors.h"

/* Those of the profile are laid over those of all profiles.  false: one is wrong, in whichever
 * section. */
bool color_settings_resolve(struct role_colors *out, const struct config *c, struct error *err);
