/* Questions of the app: how each is asked and how it ends, so that all are alike. */
#pragma once

#include "app/state.h"

/* Asks q: mode is its row in modes.def.  Then add its fields. */
void ask_start(struct app *app, enum mode mode, struct question q);
void ask_add_field(struct app *app, enum question_field field, const char *text);

/* A key while it is asked.  An answer leads back to the panes; a cancelled question says so. */
enum question_result ask_key(struct app *app, struct key key);
