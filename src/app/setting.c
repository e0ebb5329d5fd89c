#include "app/setting.h"

#include "app/body.h"
#include "app/words.h"

#include <stdio.h>
#include <string.h>

static const char *const *words_of_flag(void)
{
    static const char *const words[] = {"off", "on", NULL};

    return words;
}

static int64_t get_batch_size(const struct app *app)
{
    return app->config.batch_size;
}

static bool set_batch_size(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.batch_size = value;
    return true;
}

static int64_t get_lease(const struct app *app)
{
    return app->config.lease_ms;
}

static bool set_lease(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.lease_ms = value;
    return true;
}

static int64_t get_interval(const struct app *app)
{
    return app->config.interval_ms;
}

/* What is due by the new one is read when the key is dealt with: refresh_run(). */
static bool set_interval(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.interval_ms = value;
    return true;
}

static int64_t get_read_only(const struct app *app)
{
    return app->config.read_only;
}

static bool set_read_only(struct app *app, int64_t value, struct error *err)
{
    if (!value && app->stays_read_only)
        return error_set(err, ERR_USAGE, "read-only: started with --read-only");
    app->config.read_only = value;
    return true;
}

static int64_t get_ascii(const struct app *app)
{
    return app->config.ascii;
}

static bool set_ascii(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.ascii = value;
    app->wants_look = true;
    return true;
}

static int64_t get_no_color(const struct app *app)
{
    return app->config.no_color;
}

static bool set_no_color(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    app->config.no_color = value;
    app->wants_look = true;
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
    (void)err;
    body_set_view(app, (enum layout_view)value);
    return true;
}

static int64_t get_wrap(const struct app *app)
{
    return app->body.pager.wrap;
}

static bool set_wrap(struct app *app, int64_t value, struct error *err)
{
    (void)err;
    pager_set_wrap(&app->body.pager, value);
    pager_set_wrap(&app->overlay_pager, value);
    return true;
}

static const struct setting settings[] = {
    {.option = OPT_BATCH_SIZE, .get = get_batch_size, .set = set_batch_size},
    {.option = OPT_LEASE, .get = get_lease, .set = set_lease},
    {.option = OPT_INTERVAL, .get = get_interval, .set = set_interval},
    {.option = OPT_READ_ONLY, .get = get_read_only, .set = set_read_only},
    {.option = OPT_NO_COLOR, .get = get_no_color, .set = set_no_color},
    {.option = OPT_ASCII, .get = get_ascii, .set = set_ascii},
    {OPT_COUNT, "times", "times as ages, in UTC or by the local clock", times_words, get_times,
     set_times},
    {OPT_COUNT, "view", "how bodies are shown", body_view_words, get_view, set_view},
    {OPT_COUNT, "wrap", "wrap long lines", words_of_flag, get_wrap, set_wrap},
};

size_t setting_count(void)
{
    return sizeof(settings) / sizeof(settings[0]);
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

const char *setting_print(char *out, size_t size, const struct app *app, const struct setting *s)
{
    struct words words = {.n = 0};
    int64_t value = s->get(app);

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
    return s->set(app, value, err);
}
