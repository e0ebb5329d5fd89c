#include "app/command/command_line.h"

#include "app/command/command.h"
#include "app/command/complete.h"

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
    prompt_start(&app->prompt, app->now.mono_ms, true);
    prompt_add_field(&app->prompt, ":", "");
    command_line_settle(app);
    app->mode = MODE_COMMAND;
}

static void remember(struct command_line *l, const char *line)
{
    if (l->n && !strcmp(l->history[l->n - 1], line))
        return;
    if (l->n == HISTORY_MAX)
        memmove(l->history[0], l->history[1], sizeof(l->history[0]) * --l->n);
    memcpy(l->history[l->n++], line, sizeof(l->history[0]));
}

/* A line that was refused is not remembered: whatever was pasted into it is gone with it. */
static void run(struct app *app)
{
    char line[sizeof(app->line.typed)];
    struct error err = {.text = ""};

    memcpy(line, text(app), sizeof(line));
    app_settle(app); /* keys come faster than frames */
    app->mode = MODE_PANES;
    if (command_run(app, line, &err)) {
        if (line[0])
            remember(&app->line, line);
        return;
    }
    app->mode = MODE_COMMAND;
    snprintf(app->prompt.error, sizeof(app->prompt.error), "%s", err.text);
}

/* The next older (step -1) or newer line that begins with what was typed. */
static void recall(struct app *app, int step)
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

static bool is_ctrl(struct key key, char letter)
{
    return key.code == K_CHAR && key.ctrl && key.ch == (unsigned char)letter;
}

void command_line_key(struct app *app, struct key key)
{
    enum prompt_result result;

    if (key.pasted && key.code != K_CHAR)
        return;
    if (key.code == K_TAB || key.code == K_BACKTAB) {
        command_line_complete(app, key.code == K_TAB ? 1 : -1, complete_find);
        return;
    }
    if (key.code == K_UP || key.code == K_DOWN || is_ctrl(key, 'p') || is_ctrl(key, 'n')) {
        recall(app, key.code == K_UP || is_ctrl(key, 'p') ? -1 : 1);
        return;
    }
    if (key.code == K_BACKSPACE && !text(app)[0])
        key.code = K_ESC;
    result = prompt_key(&app->prompt, key, app->now.mono_ms);
    if (result == PROMPT_CANCEL)
        app->mode = MODE_PANES;
    else if (result == PROMPT_ENTER)
        run(app);
    else
        command_line_settle(app);
}
