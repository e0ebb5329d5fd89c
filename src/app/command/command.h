/* The commands of the `:` line by name, what they do in words, and their keys: the table of
 * command.def.  What runs and completes them is command_run.h's. */
#pragma once

#include "base/failure/err.h"
#include "parts/input/action.h"

#include <stdbool.h>
#include <stddef.h>

struct command_row {
    const char *name;
    const char *arguments;
    enum action_id action; /* the key for the same; ACT_NONE: there is none */
    const char *help;
};

size_t command_count(void);
const struct command_row *command_at(size_t i);

/* By its name, or as much of it as tells which; NULL: none, and err (NULL is fine) says why. */
const struct command_row *command_find(const char *name, size_t n, struct error *err);

/* Length of the name that a line begins with. */
size_t command_name_len(const char *line);
