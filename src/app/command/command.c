#include "app/command/command.h"

#include "base/memory/array.h"
#include "base/text/words.h"

#include <string.h>

static const struct command_row rows[] = {
#define COMMAND(name, arguments, run, complete, action, leaves, help)                              \
    {name, arguments, action, help},
#define KEY_COMMAND(name, action, leaves, help) {name, "", action, help},
#include "app/command/command.def"
};

size_t command_count(void)
{
    return ARRAY_LEN(rows);
}

const struct command_row *command_at(size_t i)
{
    return &rows[i];
}

const struct command_row *command_find(const char *name, size_t n, struct error *err)
{
    struct words names = {.n = 0};
    int found;

    for (size_t i = 0; i < command_count(); i++)
        words_add(&names, rows[i].name);
    found = words_find(&names, name, n);
    if (found >= 0)
        return &rows[found];
    words_explain(&names, "command", name, n, err);
    return NULL;
}

size_t command_name_len(const char *line)
{
    return strcspn(line, " !");
}
