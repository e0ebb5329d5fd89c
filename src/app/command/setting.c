#include "app/command/setting.h"

#include "app/show/body_pane.h"
#include "base/memory/array.h"

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

static void wrap_all(struct app *app, bool wrap)
{
    pager_set_wrap(&app->body.pager, wrap);
    pager_set_wrap(&app->screen_pager, wrap);
}

#define SETTING(id, about, of_words, get_it, set_it)                                               \
    static int64_t get_##id(const struct app *app)                                                 \
    {                                                                                              \
        return (int64_t)(get_it);                                                                  \
    }                                                                                              \
    static bool set_##id(struct app *app, int64_t value, struct error *err)                        \
    {                                                                                              \
        bool taken = true;                                                                         \
                                                                                                   \
        (void)err;                                                                                 \
        set_it;                                                                                    \
        return taken;                                                                              \
    }
#define SETTING_OPTION(id, get_it, set_it) SETTING(OPT_##id, , , get_it, set_it)
#include "app/command/settings.def"

/* One for each option, empty where nothing but its value is set; behind them, what is no option. */
static const struct setting settings[] = {
    [OPT_COUNT - 1] = {.name = NULL}, /* so that those without an index are behind */
#define SETTING(id, about, of_words, get_it, set_it) {#id, about, of_words, get_##id, set_##id},
#define SETTING_OPTION(id, get_it, set_it)           [OPT_##id] = {.get = get_OPT_##id, .set = set_OPT_##id},
#include "app/command/settings.def"
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
        error_set(err, ERR_USAGE, "%.*s can be set only at the start", (int)n, name);
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
    char list[160];

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
