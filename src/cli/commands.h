/* The table of commands (command.def).  Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum command {
#define COMMAND(id, ...) COMMAND_##id,
#include "cli/command.def"
    COMMAND_COUNT
};

/* What the word behind the command's name is. */
enum command_word { WORD_NONE, WORD_QUEUE, WORD_MAYBE_QUEUE, WORD_QUEUES, WORD_MAYBE_WHICH };

enum command_reach {
    REACH_FILES, /* the state files alone: no network, no credential */
    REACH_LOOKS,
    REACH_CHANGES /* the server: refused in read-only mode */
};

struct command_spec {
    const char *name; /* NULL: the inspector */
    const char *arguments;
    enum command_word word;
    size_t least_leases; /* 0: takes none */
    enum command_reach reach;
    const char *help;
};

const struct command_spec *commands_get(enum command c);

/* COMMAND_INSPECT: there is none of that name. */
enum command commands_find(const char *name);

/* The name nearest to a misspelt one, or NULL. */
const char *commands_suggest(const char *name);
