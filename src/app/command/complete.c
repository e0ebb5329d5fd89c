#include "app/command/complete.h"

#include "app/blocker.h"
#include "app/command/command.h"
#include "app/command/command_run.h"
#include "app/command/setting.h"
#include "app/show/body_pane.h"
#include "app/show/list_order.h"

#include <stdio.h>
#include <string.h>

/* Those of all that begin with what stands from byte at of arguments on. */
static void offer(struct completion *out, const char *arguments, size_t at, const struct words *all)
{
    const char *word = arguments + at;

    out->at = at;
    for (size_t i = 0; i < all->n; i++)
        if (!strncmp(all->items[i], word, strlen(word)))
            words_add(&out->words, all->items[i]);
}

static bool is_typeable(const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < n; i++)
        if ((unsigned char)name[i] < ' ' || name[i] == 0x7f)
            return false;
    return n > 0 && n < 100;
}

/* Names of 10,000 queues: only those that begin so are looked at. */
void complete_queue(const struct app *app, const char *arguments, struct completion *out)
{
    const struct queues *q = &app->queues;
    size_t n = strlen(arguments);

    out->at = 0;
    for (size_t i = queues_find_place(q, arguments); i < q->n_rows; i++) {
        const char *name = q->rows[i].queue->name;

        if (strncmp(name, arguments, n) != 0 || out->words.n == WORDS_MAX)
            break;
        if (is_typeable(name))
            words_add(&out->words, name);
    }
}

void complete_peek(const struct app *app, const char *arguments, struct completion *out)
{
    size_t digits = strspn(arguments, "0123456789"), at;

    at = digits ? digits + strspn(arguments + digits, " ") : 0;
    if (digits && at == digits)
        at = 0;
    complete_queue(app, arguments + at, out);
    out->at = at;
}

void complete_column(const struct app *app, const char *arguments, struct completion *out)
{
    static const char *const directions[] = {"asc", "desc", NULL};
    const struct sort_columns *columns = list_order_columns(app, app->focus);
    size_t n = strcspn(arguments, " ");
    struct words words = {.n = 0};

    if (arguments[n]) {
        words_add_all(&words, directions);
        offer(out, arguments, n + strspn(arguments + n, " "), &words);
        return;
    }
    for (int i = 0; app->focus != PANE_BODY && i < columns->n; i++)
        words_add(&words, columns->items[i].name);
    offer(out, arguments, 0, &words);
}

/* Where the word begins that stands at the end of paths. */
static size_t find_path_word(const char *arguments)
{
    size_t at = strspn(arguments, " "), used, minus;

    for (;;) {
        struct path path = {.n = 0};

        minus = arguments[at] == '-';
        if (path_parse(&path, arguments + at + minus, strlen(arguments + at + minus), &used,
                       NULL) != PATH_OK)
            used = strcspn(arguments + at + minus, " ");
        path_free(&path);
        used += at + minus;
        if (!arguments[used])
            return at;
        at = used + strspn(arguments + used, " ");
    }
}

void complete_path(const struct app *app, const char *arguments, struct completion *out)
{
    const struct path_columns *columns = &app->messages.columns;
    size_t at = find_path_word(arguments);
    struct words words = {.n = 0};

    for (size_t i = 0; i < columns->n && arguments[at] == '-'; i++)
        words_add(&words, columns->items[i]->signed_name);
    for (size_t i = 0; i < app->paths.n && arguments[at] != '-'; i++)
        words_add(&words, app->paths.items[i].text);
    if (!at && columns->n)
        words_add(&words, "off");
    offer(out, arguments, at, &words);
}

void complete_profile(const struct app *app, const char *arguments, struct completion *out)
{
    struct words names = {.n = 0};

    for (size_t i = 0; i < app->config.n_profiles; i++)
        if (is_typeable(app->config.profiles[i]))
            words_add(&names, app->config.profiles[i]);
    offer(out, arguments, 0, &names);
}

void complete_mark(const struct app *app, const char *arguments, struct completion *out)
{
    static const char *const all_or_none[] = {"all", "none", NULL};
    struct words words = {.n = 0};

    (void)app;
    words_add_all(&words, all_or_none);
    offer(out, arguments, 0, &words);
}

void complete_group(const struct app *app, const char *arguments, struct completion *out)
{
    struct words all = {.n = 0};

    (void)app;
    words_add_all(&all, groups_words());
    offer(out, arguments, 0, &all);
}

/* What the setting can be set to, from byte at on. */
static void offer_values(struct completion *out, const char *arguments, size_t at,
                         const struct setting *s)
{
    struct words words = {.n = 0};
    char range[160];

    setting_add_words(s, &words);
    offer(out, arguments, at, &words);
    snprintf(out->hint, sizeof(out->hint), "%s: %s", setting_help(s),
             setting_print_range(range, sizeof(range), s));
}

static void offer_setting(struct completion *out, const char *arguments, const char *name)
{
    offer_values(out, arguments, 0, setting_find(name, strlen(name), NULL));
}

void complete_times(const struct app *app, const char *arguments, struct completion *out)
{
    (void)app;
    offer_setting(out, arguments, "times");
}

void complete_view(const struct app *app, const char *arguments, struct completion *out)
{
    (void)app;
    offer_setting(out, arguments, "view");
}

void complete_wrap(const struct app *app, const char *arguments, struct completion *out)
{
    (void)app;
    offer_setting(out, arguments, "wrap");
}

void complete_set(const struct app *app, const char *arguments, struct completion *out)
{
    size_t n = strcspn(arguments, " =");
    struct words words = {.n = 0};
    const struct setting *s;

    (void)app;
    if (!arguments[n]) {
        setting_add_names(&words);
        offer(out, arguments, 0, &words);
        out->more = true;
        return;
    }
    s = setting_find(arguments, n, NULL);
    if (s)
        offer_values(out, arguments, n + strspn(arguments + n, " ="), s);
}

void complete_nothing(const struct app *app, const char *arguments, struct completion *out)
{
    (void)app;
    (void)arguments;
    (void)out;
}

void complete_command(const struct app *app, const char *line, size_t at, struct completion *out)
{
    struct words names = {.n = 0};

    for (size_t i = 0; i < command_count(); i++)
        if (!blocker_hides(app, command_at(i)->action))
            words_add(&names, command_at(i)->name);
    offer(out, line, at, &names);
}
