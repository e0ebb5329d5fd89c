/* :set, as in vim: `interval 5s`, `interval=5s`, `interval?`, `read-only`, `noread-only`, `wrap!`,
 * and alone, the screen of what can be set. */
#pragma once

#include "app/command/setting.h"

/* Does what stands behind :set; on failure err says why in a line. */
bool set_run(struct app *app, const char *arguments, struct error *err);

/* Sets the setting of that name, or, where value is "", says what it is. */
bool set_one(struct app *app, const char *name, const char *value, struct error *err);

/* Adds what can be set, with its values, to a text. */
void set_list(struct buf *b, const struct app *app);
