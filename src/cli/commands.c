#include "cli/commands.h"

#include "base/memory/array.h"
#include "base/text/words.h"

#include <string.h>

static const struct command_spec specs[] = {
#define COMMAND(id, title, args, first, leases, how_far, text)                                     \
    [COMMAND_##id] = {.name = title,                                                               \
                      .arguments = args,                                                           \
                      .word = first,                                                               \
                      .least_leases = leases,                                                      \
                      .reach = how_far,                                                            \
                      .help = text},
#include "cli/command.def"
};
_Static_assert(ARRAY_LEN(specs) == COMMAND_COUNT, "every command has its row");

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
    struct words names = {.n = 0};

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (specs[i].name)
            words_add(&names, specs[i].name);
    return words_suggest(&names, name, strlen(name));
}
