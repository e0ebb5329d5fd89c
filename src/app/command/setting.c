#include "app/command/setting.h"

#include "app/show/body_pane.h"
#include "base/array.h"
#include "base/words.h"

#include <stdio.h>
#include <string.h>

static const char *const *words_of_flag(void)
{
    static const char *const words[] = {"off", "on", NULL};

    return words;
}

static bool set_read_only(struct app *app, int64_t value, struct error *err)
{
    if (!value && app->stays_read_only)
        return error_set(err, ERR_USAGE, "read-only: started with --read-only");
    return true;
}

static int64_t get_no_color(const struct app *app)
{
    return app->config.theme == THEME_MONO;
}

static bool set_no_color(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.theme = value ? THEME_MONO : THEME_AUTO;
    return true;
}

static int64_t get_theme(const struct app *app)
{
    return (int64_t)app->config.theme;
}

static bool set_theme(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.theme = (enum theme_wish)value;
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

#define CONFIG(field) offsetof(struct app, config.field)

static const struct setting settings[] = {
    {.option = OPT_BATCH_SIZE, .number = CONFIG(batch_size)},
    {.option = OPT_LEASE, .number = CONFIG(lease_ms)},
    /* What is due by the new one is read when the key is dealt with: refresh_run(). */
    {.option = OPT_INTERVAL, .number = CONFIG(interval_ms)},
    {.option = OPT_READ_ONLY, .flag = CONFIG(read_only), .set = set_read_only},
    {.option = OPT_AUTO_EXTEND, .flag = CONFIG(auto_extend)},
    {.option = OPT_KEEP_LEASES, .flag = CONFIG(keep_leases)},
    {.option = OPT_NO_TRASH, .flag = CONFIG(no_trash)},
    {.option = OPT_NO_COLOR, .get = get_no_color, .set = set_no_color},
    {.option = OPT_THEME, .words = options_theme_words, .get = get_theme, .set = set_theme},
    {.option = OPT_ASCII, .flag = CONFIG(ascii)},
    {.option = OPT_COUNT,
     .name = "mouse",
     .help = "clicks and the wheel are taken",
     .words = words_of_flag,
     .flag = CONFIG(mouse)},
    {.option = OPT_COUNT,
     .name = "times",
     .help = "times as ages, in UTC or by the local clock",
     .words = times_words,
     .get = get_times,
     .set = set_times},
    {.option = OPT_COUNT,
     .name = "view",
     .help = "how the bodies of this queue are shown",
     .words = body_pane_view_words,
     .get = get_view,
     .set = set_view},
    {.option = OPT_COUNT,
     .name = "wrap",
     .help = "wrap long lines",
     .words = words_of_flag,
     .get = get_wrap,
     .set = set_wrap},
    {.option = OPT_COUNT,
     .name = "blanks",
     .help = "make blanks, tabs and no-break spaces of bodies visible",
     .words = words_of_flag,
     .get = get_blanks,
     .set = set_blanks},
};

size_t setting_count(void)
{
    return ARRAY_LEN(settings);
}

const struct setting *setting_at(size_t i)
{
    return &settings[i];
}

const char *setting_name(const struct setting *s)
{
    return s->option == OPT_COUNT ? s->name : options_get(s->option)->name;
}

const char *setting_help(const struct setting *s)
{
    return s->option == OPT_COUNT ? s->help : options_get(s->option)->help;
}

bool setting_is_flag(const struct setting *s)
{
    return s->words == words_of_flag ||
           (s->option != OPT_COUNT && options_get(s->option)->kind == OPTION_FLAG);
}

const struct setting *setting_find(const char *name, size_t n, struct error *err)
{
    struct words names = {.n = 0};
    int found;

    for (size_t i = 0; i < setting_count(); i++)
        words_add(&names, setting_name(&settings[i]));
    found = words_find(&names, name, n);
    if (found >= 0)
        return &settings[found];
    if (found == WORDS_NONE && options_find_name(name, n) != OPT_COUNT)
        error_set(err, ERR_USAGE, "%.*s: can be set at the start only", (int)n, name);
    else
        words_explain(&names, "option", name, n, err);
    return NULL;
}

void setting_add_words(const struct setting *s, struct words *out)
{
    if (s->words)
        words_add_all(out, s->words());
    else if (setting_is_flag(s))
        words_add_all(out, words_of_flag());
}

static int64_t *number_of(struct app *app, const struct setting *s)
{
    return s->number ? (int64_t *)(void *)((char *)app + s->number) : NULL;
}

static bool *flag_of(struct app *app, const struct setting *s)
{
    return s->flag ? (bool *)(void *)((char *)app + s->flag) : NULL;
}

int64_t setting_value(const struct app *app, const struct setting *s)
{
    struct app *place = (struct app *)(uintptr_t)app;

    if (s->get)
        return s->get(app);
    return s->number ? *number_of(place, s) : *flag_of(place, s);
}

static bool set_value(struct app *app, const struct setting *s, int64_t value, struct error *err)
{
    if (s->set && !s->set(app, value, err))
        return false;
    if (s->number)
        *number_of(app, s) = value;
    if (s->flag)
        *flag_of(app, s) = value;
    return true;
}

const char *setting_print(char *out, size_t size, const struct app *app, const struct setting *s)
{
    struct words words = {.n = 0};
    int64_t value = setting_value(app, s);

    setting_add_words(s, &words);
    if (words.n)
        snprintf(out, size, "%s", words.items[value]);
    else
        options_print_value(out, size, s->option, value);
    return out;
}

const char *setting_print_range(char *out, size_t size, const struct setting *s)
{
    struct words words = {.n = 0};

    setting_add_words(s, &words);
    return words.n ? words_print(out, size, &words) : options_print_range(out, size, s->option);
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
    int64_t value;
    bool fits = s->option == OPT_COUNT ? check_word(s, text, &value, &why)
                                       : options_check_value(s->option, text, &value, &why);

    if (!fits)
        return error_set(err, ERR_USAGE, "%s: %s", setting_name(s), why.text);
    return set_value(app, s, value, err);
}
