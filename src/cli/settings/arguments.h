/* The command line, taken apart by the tables of options and commands; values are not looked at
 * yet.
 *
 * Options may stand anywhere, long ones with = or the value behind, short ones together (-n5, -n
 * 5);
 * `--` ends them, and what follows it is never a command: `cfqtop -- queues` opens a queue named
 * "queues". */
#pragma once

#include "cli/commands.h"
#include "config/options.h"

struct arguments {
    const char *values[OPT_COUNT]; /* borrowed from argv; NULL: not given; a flag: "yes" */
    enum command command;
    const char *queue; /* borrowed; NULL: none */
    const char *which; /* of the trash; borrowed; NULL: none */
    const char **rest; /* leases or queues; the array is owned, its strings are borrowed */
    size_t n_rest;
};

/* false with err->text a whole line for the user; out is empty then. */
bool arguments_parse(struct arguments *out, int argc, char **argv, struct error *err);

void arguments_free(struct arguments *a);
