/* The config file's alerts, checked.  In main(), before anything runs. */
#pragma once

#include "config/config.h"
#include "parts/alerts/alerts.h"

/* Checks all of them, also in the sections that are not used; those of the profile come to those of
 * all profiles.  On failure err->text is "FILE:LINE: why". */
bool alert_settings_resolve(struct alerts *out, const struct config *c, struct error *err);
