#include "app/command/command_run.h"

#include "app/command/command.h"
#include "app/command/command_line.h"
#include "app/command/set.h"
#include "app/keys/actions.h"
#include "app/keys/back.h"
#include "app/keys/keys.h"
#include "app/keys/moves.h"
#include "app/settle.h"
#include "base/memory/mem.h"
#include "base/text/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of command_at(). */
static const struct runner {
    bool (*run)(struct app *app, const char *arguments, struct error *err); /* NULL: the action */
    void (*complete)(const struct app *app, const char *arguments, struct completion *out);
    bool leaves;
} runners[] = {
#define COMMAND(name, arguments, run, complete, action, leaves, help) {run, complete, leaves},
#define KEY_COMMAND(name, action, leaves, help)                       {NULL, complete_nothing, leaves},
#include "app/command/command.def"
};

static bool go_to_row(struct app *app, const char *digits, struct error *err)
{
    int64_t row;

    if (!format_parse_int(digits, 1, COUNT_MAX, &row))
        return error_set(err, ERR_USAGE, "row: a number from 1 to %d", COUNT_MAX);
    moves_go_in(app, LIST_ROW, (size_t)row);
    return true;
}

static bool run_row(struct app *app, const struct command_row *row, const char *arguments,
                    struct error *err)
{
    const struct runner *r = &runners[row - command_at(0)];
    enum screen_id screen = app->screen;

    if (!r->run && *arguments)
        return error_set(err, ERR_USAGE, "%s takes no argument", row->name);
    if (r->leaves)
        app->screen = SCREEN_NONE;
    if (!r->run) {
        actions_run(app, row->action);
    } else if (!r->run(app, arguments, err)) {
        app->screen = screen;
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

void command_run_complete(const struct app *app, const char *line, struct completion *out)
{
    size_t start = strspn(line, " :"), n = command_name_len(line + start);
    const struct command_row *row = command_find(line + start, n, NULL);
    const char *arguments = line + start + n + strspn(line + start + n, " ");

    *out = (struct completion){.at = start, .arguments = ""};
    if (!line[start + n])
        complete_command(app, line, start, out);
    if (!row)
        return;
    out->arguments = row->arguments;
    action_fill(out->hint, sizeof(out->hint), row->help);
    if (!line[start + n]) {
        out->more = *row->arguments;
        return;
    }
    runners[row - command_at(0)].complete(app, arguments, out);
    out->at += (size_t)(arguments - line);
}

/* A line that was refused is not remembered: whatever was pasted into it is gone with it. */
static void run_line(struct app *app)
{
    char line[sizeof(app->line.typed)];
    struct error err = {.text = ""};

    memcpy(line, app->prompt.fields[0].text, sizeof(line));
    app_settle(app); /* keys come faster than frames */
    app->mode = MODE_PANES;
    if (command_run(app, line, &err)) {
        if (line[0])
            command_line_remember(app, line);
        return;
    }
    app->mode = MODE_COMMAND;
    snprintf(app->prompt.error, sizeof(app->prompt.error), "%.*s",
             (int)sizeof(app->prompt.error) - 1, err.text);
}

static bool is_ctrl(struct key key, char letter)
{
    return key.code == K_CHAR && key.ctrl && key.ch == (unsigned char)letter;
}

void command_run_key(struct app *app, struct key key)
{
    enum prompt_result result;

    if (key.pasted && key.code != K_CHAR)
        return;
    if (key.code == K_TAB || key.code == K_BACKTAB) {
        command_line_complete(app, key.code == K_TAB ? 1 : -1, command_run_complete);
        return;
    }
    if (key.code == K_UP || key.code == K_DOWN || is_ctrl(key, 'p') || is_ctrl(key, 'n')) {
        command_line_recall(app, key.code == K_UP || is_ctrl(key, 'p') ? -1 : 1);
        return;
    }
    if (key.code == K_BACKSPACE && !app->prompt.fields[0].text[0])
        key.code = K_ESC;
    result = prompt_key(&app->prompt, key);
    if (result == PROMPT_CANCEL)
        app->mode = MODE_PANES;
    else if (result == PROMPT_ENTER)
        run_line(app);
    else
        command_line_settle(app);
}

bool command_quit(struct app *app, const char *arguments, struct error *err)
{
    if (!strcmp(arguments, "!"))
        actions_run(app, ACT_QUIT);
    else if (*arguments)
        return error_set(err, ERR_USAGE, "quit takes no argument but !");
    else
        back_ask_quit(app);
    return true;
}

static bool has_profile(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->config.n_profiles; i++)
        if (!strcmp(app->config.profiles[i], name))
            return true;
    return false;
}

/* The loop reads the profile; a name that the start did not find is refused while the line is open.
 */
bool command_profile(struct app *app, const char *arguments, struct error *err)
{
    if (!*arguments)
        return error_set(err, ERR_USAGE,
                         "profile: which one? sections of the config file are profiles");
    if (!has_profile(app, arguments))
        return error_set(err, ERR_USAGE, "no profile \"%.40s\" in the config file as it was read",
                         arguments);
    free(app->wanted_profile);
    app->wanted_profile = mem_copy_str(arguments);
    return true;
}
