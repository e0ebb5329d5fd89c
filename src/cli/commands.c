#include "cli/commands.h"

#include "app/options.h"

#include <string.h>

static const struct command_spec specs[COMMAND_COUNT] = {
#define COMMAND(id, word, args, queue, leases, changes, text)                                      \
    [COMMAND_##id] = {.name = word,                                                                \
                      .arguments = args,                                                           \
                      .needs_queue = queue,                                                        \
                      .least_leases = leases,                                                      \
                      .changes_server = changes,                                                   \
                      .help = text},
#include "cli/command.def"
#undef COMMAND
};

const struct command_spec *commands_get(enum command c)
{
    return &specs[c];
}

enum command commands_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (specs[i].name && !strcmp(specs[i].name, name))
            return (enum command)i;
    return COMMAND_INSPECT;
}

const char *commands_suggest(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (specs[i].name && options_are_near(name, strlen(name), specs[i].name))
            return specs[i].name;
    return NULL;
}
