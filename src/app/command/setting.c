#include "app/command/setting.h"

#include "app/show/body_pane.h"
#include "base/array.h"

#include <stdio.h>
#include <string.h>

struct setting {
    const char *name, *help; /* of what is no option */
    const char *const *(*words)(void);
    int64_t (*get)(const struct app *app); /* NULL: the value of the option is what is shown */
    /* false: refused, and err is a whole line.  NULL: the option takes the value. */
    bool (*set)(struct app *app, int64_t value, struct error *err);
};

static const char *const *words_of_flag(void)
{
    static const char *const words[] = {"off", "on", NULL};

    return words;
}

static bool set_read_only(struct app *app, int64_t value, struct error *err)
{
    if (!value && app->stays_read_only)
        return error_set(err, ERR_USAGE, "read-only: started with --read-only");
    app->config.options.numbers[OPT_READ_ONLY] = value;
    return true;
}

static int64_t get_theme(const struct app *app)
{
    return (int64_t)option_values_get_theme(&app->config.options);
}

static bool set_theme(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    option_values_set_theme(&app->config.options, (enum theme_wish)value);
    return true;
}

static int64_t get_mouse(const struct app *app)
{
    return !app_option(app, OPT_NO_MOUSE);
}

static bool set_mouse(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.options.numbers[OPT_NO_MOUSE] = !value;
    return true;
}

static int64_t get_times(const struct app *app)
{
    return (int64_t)app->times;
}

static bool set_times(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->times = (enum times)value;
    return true;
}

static int64_t get_view(const struct app *app)
{
    return (int64_t)app->body.view;
}

static bool set_view(struct app *app, int64_t value, struct error *err)
{
    return body_pane_set_view(app, (enum layout_view)value, err);
}

static int64_t get_wrap(const struct app *app)
{
    return app->body.pager.wrap;
}

static bool set_wrap(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    pager_set_wrap(&app->body.pager, value);
    pager_set_wrap(&app->screen_pager, value);
    return true;
}

static int64_t get_blanks(const struct app *app)
{
    return app->body.pager.blanks;
}

static bool set_blanks(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->body.pager.blanks = app->screen_pager.blanks = value;
    return true;
}

/* One for each option, empty where nothing but its value is set; behind them, what is no option. */
static const struct setting settings[] = {
    [OPT_READ_ONLY] = {.set = set_read_only},
    [OPT_THEME] = {.get = get_theme, .set = set_theme},
    [OPT_COUNT] = {"mouse", "clicks and the wheel are taken", words_of_flag, get_mouse, set_mouse},
    {"times", "times as ages, in UTC or by the local clock", times_words, get_times, set_times},
    {"view", "how the bodies of this queue are shown", layout_view_words, get_view, set_view},
    {"wrap", "wrap long lines", words_of_flag, get_wrap, set_wrap},
    {"blanks", "make blanks, tabs and no-break spaces of bodies visible", words_of_flag, get_blanks,
     set_blanks},
};

/* OPT_COUNT: it is no option. */
static enum option_id find_option(const struct setting *s)
{
    return s - settings < OPT_COUNT ? (enum option_id)(s - settings) : OPT_COUNT;
}

static const struct option_spec *find_spec(const struct setting *s)
{
    return find_option(s) == OPT_COUNT ? NULL : options_get(find_option(s));
}

const struct setting *setting_next(const struct setting *s)
{
    for (s = s ? s + 1 : settings; s < settings + ARRAY_LEN(settings); s++)
        if (!find_spec(s) || find_spec(s)->settable == SETTABLE)
            return s;
    return NULL;
}

const char *setting_name(const struct setting *s)
{
    return find_spec(s) ? find_spec(s)->name : s->name;
}

const char *setting_help(const struct setting *s)
{
    return find_spec(s) ? find_spec(s)->help : s->help;
}

bool setting_is_flag(const struct setting *s)
{
    return find_spec(s) ? find_spec(s)->kind == OPTION_FLAG : s->words == words_of_flag;
}

void setting_add_names(struct words *out)
{
    for (const struct setting *s = setting_next(NULL); s; s = setting_next(s))
        words_add(out, setting_name(s));
}

const struct setting *setting_find(const char *name, size_t n, struct error *err)
{
    struct words names = {.n = 0};
    const struct setting *s = setting_next(NULL);
    int found;

    setting_add_names(&names);
    found = words_find(&names, name, n);
    if (found >= 0) {
        for (; found > 0; found--)
            s = setting_next(s);
        return s;
    }
    if (found == WORDS_NONE && options_find_name(name, n) != OPT_COUNT)
        error_set(err, ERR_USAGE, "%.*s: can be set at the start only", (int)n, name);
    else
        words_explain(&names, "option", name, n, err);
    return NULL;
}

void setting_add_words(const struct setting *s, struct words *out)
{
    if (setting_is_flag(s))
        words_add_all(out, words_of_flag());
    else if (s->words)
        words_add_all(out, s->words());
    else if (options_get_words(find_option(s)))
        words_add_all(out, options_get_words(find_option(s)));
}

int64_t setting_value(const struct app *app, const struct setting *s)
{
    return s->get ? s->get(app) : app_option(app, find_option(s));
}

const char *setting_print(char *out, size_t size, const struct app *app, const struct setting *s)
{
    struct words words = {.n = 0};
    int64_t value = setting_value(app, s);

    setting_add_words(s, &words);
    if (words.n)
        snprintf(out, size, "%s", words.items[value]);
    else
        options_print_value(out, size, find_option(s), value);
    return out;
}

const char *setting_print_range(char *out, size_t size, const struct setting *s)
{
    struct words words = {.n = 0};

    setting_add_words(s, &words);
    return words.n ? words_print(out, size, &words)
                   : options_print_range(out, size, find_option(s));
}

/* Of the words of a setting, for which the table of options has no check. */
static bool check_word(const struct setting *s, const char *text, int64_t *value, struct error *err)
{
    struct words words = {.n = 0};
    char list[100];

    setting_add_words(s, &words);
    *value = words_find(&words, text, strlen(text));
    return *value >= 0 || error_set(err, ERR_USAGE, "\"%.*s\" is not %s", WORDS_SHOWN, text,
                                    words_print(list, sizeof(list), &words));
}

bool setting_change(struct app *app, const struct setting *s, const char *text, struct error *err)
{
    struct error why = {.text = ""};
    enum option_id id = find_option(s);
    int64_t value;
    bool fits = id == OPT_COUNT ? check_word(s, text, &value, &why)
                                : options_check_value(id, text, &value, &why);

    if (!fits)
        return error_set(err, ERR_USAGE, "%s: %s", setting_name(s), why.text);
    if (s->set)
        return s->set(app, value, err);
    app->config.options.numbers[id] = value;
    return true;
}
