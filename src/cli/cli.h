/* The command line, for main().  Error lines go to stderr as "cfqtop: ...". */
#pragma once

#include "cli/settings/settings.h"

enum { CLI_GO_ON = -1 };

/* CLI_GO_ON with out filled (settings_free()), or the exit status of a run that ends here: 0 after
 * --help and --version, 2 for a line that cannot be obeyed. */
int cli_parse(int argc, char **argv, struct settings *out);

/* What the same command line would be with that profile; false with err. */
bool cli_load_profile(int argc, char **argv, const char *name, struct settings *out,
                      struct error *err);

/* The inspector needs a terminal on stdin and stdout.  CLI_GO_ON, or 2 after saying what can be run
 * without one. */
int cli_check_terminal(const struct settings *s);
