#include "app/command/command.h"

#include "app/actions.h"
#include "app/back.h"
#include "app/command/complete.h"
#include "app/command/set.h"
#include "base/format.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command_row rows[] = {
#define COMMAND(name, arguments, run, complete, action, leaves, help)                              \
    {name, arguments, run, complete, action, leaves, help},
#include "app/command/command.def"
#undef COMMAND
};

size_t command_count(void)
{
    return sizeof(rows) / sizeof(rows[0]);
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

bool command_is_write(const struct command_row *row)
{
    return row->action != ACT_NONE && (action_get(row->action)->flags & IS_WRITE);
}

size_t command_name_len(const char *line)
{
    return strcspn(line, " !");
}

static bool go_to_row(struct app *app, const char *digits, struct error *err)
{
    int64_t row;

    if (!format_parse_int(digits, 1, COUNT_MAX, &row))
        return error_set(err, ERR_USAGE, "row: a number from 1 to %d", COUNT_MAX);
    actions_go(app, LIST_ROW, (size_t)row);
    return true;
}

static bool run_row(struct app *app, const struct command_row *row, const char *arguments,
                    struct error *err)
{
    enum overlay overlay = app->overlay;

    if (!row->run && *arguments)
        return error_set(err, ERR_USAGE, "%s takes nothing behind it", row->name);
    if (row->leaves)
        app->overlay = OVERLAY_NONE;
    if (!row->run) {
        actions_run(app, row->action);
    } else if (!row->run(app, arguments, err)) {
        app->overlay = overlay;
        return false;
    }
    return true;
}

bool command_run(struct app *app, const char *line, struct error *err)
{
    const struct command_row *row;
    char arguments[sizeof(app->prompt.fields[0].text)];
    size_t n, len;

    line += strspn(line, " :");
    n = command_name_len(line);
    snprintf(arguments, sizeof(arguments), "%s", line + n + strspn(line + n, " "));
    for (len = strlen(arguments); len > 0 && arguments[len - 1] == ' '; len--)
        arguments[len - 1] = '\0';
    if (!*line)
        return true;
    if (strspn(line, "0123456789") == n && !*arguments) {
        char digits[sizeof(arguments)];

        snprintf(digits, sizeof(digits), "%.*s", (int)n, line);
        return go_to_row(app, digits, err);
    }
    row = command_find(line, n, err);
    return row && run_row(app, row, arguments, err);
}

bool command_quit(struct app *app, const char *arguments, struct error *err)
{
    if (!strcmp(arguments, "!"))
        actions_run(app, ACT_QUIT);
    else if (*arguments)
        return error_set(err, ERR_USAGE, "quit takes nothing behind it, or !");
    else
        back_ask_quit(app);
    return true;
}

bool command_times(struct app *app, const char *arguments, struct error *err)
{
    return set_one(app, "times", arguments, err);
}

bool command_view(struct app *app, const char *arguments, struct error *err)
{
    return set_one(app, "view", arguments, err);
}

bool command_wrap(struct app *app, const char *arguments, struct error *err)
{
    return set_one(app, "wrap", arguments, err);
}

bool command_set(struct app *app, const char *arguments, struct error *err)
{
    return set_run(app, arguments, err);
}

/* The loop reads the profile: only it can tell whether it is there. */
bool command_profile(struct app *app, const char *arguments, struct error *err)
{
    if (!*arguments)
        return error_set(err, ERR_USAGE,
                         "profile: which one? sections of the config file are profiles");
    free(app->wanted_profile);
    app->wanted_profile = mem_copy_str(arguments);
    return true;
}
