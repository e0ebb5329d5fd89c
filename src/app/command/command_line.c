#include "app/command/command_line.h"

#include "app/command/complete.h"
#include "app/keys/actions.h"
#include "parts/filter/paths.h"

#include <stdio.h>
#include <string.h>

static const char *text(const struct app *app)
{
    return app->prompt.fields[0].text;
}

void command_line_settle(struct app *app)
{
    struct command_line *l = &app->line;

    snprintf(l->typed, sizeof(l->typed), "%s", text(app));
    l->place = l->n;
    l->choice = -1;
}

const char *command_line_base(const struct app *app)
{
    return app->line.choice < 0 ? text(app) : app->line.typed;
}

void command_line_open(struct app *app)
{
    prompt_start(&app->prompt);
    prompt_add_field(&app->prompt, ":", "");
    command_line_settle(app);
    paths_collect(&app->paths, &app->messages);
    app->mode = MODE_COMMAND;
}

void command_line_remember(struct app *app, const char *line)
{
    struct command_line *l = &app->line;

    if (l->n && !strcmp(l->history[l->n - 1], line))
        return;
    if (l->n == HISTORY_MAX)
        memmove(l->history[0], l->history[1], sizeof(l->history[0]) * --l->n);
    memcpy(l->history[l->n++], line, sizeof(l->history[0]));
}

void command_line_recall(struct app *app, int step)
{
    struct command_line *l = &app->line;
    size_t place = l->place, n = strlen(l->typed);

    while (step < 0 ? place > 0 : place < l->n) {
        place += (size_t)step;
        if (place == l->n || !strncmp(l->history[place], l->typed, n)) {
            l->place = place;
            l->choice = -1;
            prompt_set_text(&app->prompt, place == l->n ? l->typed : l->history[place]);
            return;
        }
    }
}

void command_line_complete(struct app *app, int step,
                           void (*find)(const struct app *app, const char *line,
                                        struct completion *out))
{
    struct command_line *l = &app->line;
    char line[sizeof(l->typed)];
    struct completion c;
    int n;

    if (l->place != l->n)
        command_line_settle(app);
    find(app, l->typed, &c);
    n = (int)c.words.n;
    if (!n)
        return;
    l->choice = (l->choice + 1 + step + n + 1) % (n + 1) - 1;
    if (l->choice < 0)
        snprintf(line, sizeof(line), "%s", l->typed);
    else
        snprintf(line, sizeof(line), "%.*s%s%s", (int)c.at, l->typed, c.words.items[l->choice],
                 n == 1 && c.more ? " " : "");
    prompt_set_text(&app->prompt, line);
    if (n == 1)
        command_line_settle(app);
}
