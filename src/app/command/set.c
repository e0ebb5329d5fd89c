#include "app/command/set.h"

#include "app/command/command_run.h"
#include "app/keys/actions.h"
#include "app/show/fields.h"

#include <string.h>

void set_list(struct buf *b, const struct app *app)
{
    char value[40], range[160];

    buf_print(b, "  OPTION      NOW       CAN BE\n");
    for (const struct setting *s = setting_next(NULL); s; s = setting_next(s))
        buf_print(b, "  %-10s  %-8s  %s\n", setting_name(s),
                  setting_print(value, sizeof(value), app, s),
                  setting_print_range(range, sizeof(range), s));
}

static void show(struct app *app, bool renew)
{
    struct buf b;

    buf_init(&b, FIELDS_MAX);
    set_list(&b, app);
    buf_print(&b, "\n  :set OPTION VALUE changes one, :set OPTION? shows it;\n"
                  "  :set wrap and :set nowrap switch what is on or off.\n");
    if (renew)
        fields_renew(app, &b);
    else
        fields_show(app, SCREEN_SETTINGS, &b);
}

void set_toggle(struct app *app)
{
    if (!app_close_screen(app, SCREEN_SETTINGS))
        show(app, false);
}

static void say(struct app *app, const struct setting *s)
{
    char value[40];

    app_set_status(app, STATUS_INFO, "%s %s", setting_name(s),
                   setting_print(value, sizeof(value), app, s));
    if (app->screen == SCREEN_SETTINGS)
        show(app, true);
}

static bool change(struct app *app, const struct setting *s, const char *value, struct error *err)
{
    if (!setting_change(app, s, value, err))
        return false;
    say(app, s);
    return true;
}

bool set_one(struct app *app, const char *name, const char *value, struct error *err)
{
    const struct setting *s = setting_find(name, strlen(name), err);

    if (!s)
        return false;
    if (*value)
        return change(app, s, value, err);
    say(app, s);
    return true;
}

/* Flags alone: a bare name, noNAME, NAME!. */
static bool set_flag(struct app *app, const struct setting *s, const char *value, struct error *err)
{
    if (!setting_is_flag(s))
        return error_set(err, ERR_USAGE, "%s needs a value: %s VALUE", setting_name(s),
                         setting_name(s));
    return change(app, s, value, err);
}

bool set_run(struct app *app, const char *arguments, struct error *err)
{
    size_t n = strcspn(arguments, " =?!");
    const char *rest = arguments + n + strspn(arguments + n, " ");
    const struct setting *s;

    if (!*arguments) {
        show(app, false);
        return true;
    }
    s = setting_find(arguments, n, err);
    if (!s && n > 2 && !*rest && !strncmp(arguments, "no", 2)) {
        s = setting_find(arguments + 2, n - 2, NULL);
        return s && set_flag(app, s, "off", err);
    }
    if (!s)
        return false;
    if (!strcmp(rest, "!"))
        return set_flag(app, s, setting_value(app, s) ? "off" : "on", err);
    if (!*rest && setting_is_flag(s))
        return set_flag(app, s, "on", err);
    if (!*rest || !strcmp(rest, "?")) {
        say(app, s);
        return true;
    }
    rest += *rest == '=';
    return change(app, s, rest + strspn(rest, " "), err);
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
