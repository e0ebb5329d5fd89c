/* Running and completing what is typed behind `:`, by the table of command.def.  UI thread. */
#pragma once

#include "app/command/complete.h"
#include "base/failure/err.h"

/* Runs a line; one that is only a number goes to that row.  On failure nothing has changed and
 * err->text says why in a line. */
bool command_run(struct app *app, const char *line, struct error *err);

/* What the line can go on with. */
void command_run_complete(const struct app *app, const char *line, struct completion *out);

/* What command.def names: a new command is a row and its functions. */
#define COMMAND(name, arguments, run, complete, action, leaves, help)                              \
    bool run(struct app *app, const char *typed, struct error *err);                               \
    void complete(const struct app *app, const char *typed, struct completion *out);
#define KEY_COMMAND(name, action, leaves, help)
#include "app/command/command.def"
