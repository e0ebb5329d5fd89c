#include "config/options.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/memory/secret.h"
#include "base/text/format.h"
#include "base/text/words.h"
#include "model/queue.h"
#include "net/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 40 }; /* of a bad value, in an error line */

static const struct option_spec specs[] = {
#define OPTION(id, long_name, short_name, value, where, env_name, old_env, config_key, meta, min,  \
               max, dflt, change, text)                                                            \
    [OPT_##id] = {.name = long_name,                                                               \
                  .letter = short_name,                                                            \
                  .kind = value,                                                                   \
                  .scope = where,                                                                  \
                  .env = {env_name, old_env},                                                      \
                  .key = config_key,                                                               \
                  .metavar = meta,                                                                 \
                  .least = min,                                                                    \
                  .most = max,                                                                     \
                  .preset = dflt,                                                                  \
                  .settable = change,                                                              \
                  .help = text},
#include "config/options.def"
};
_Static_assert(ARRAY_LEN(specs) == OPT_COUNT, "every option has its row");

static const char *const theme_words[] = {
    [THEME_AUTO] = "auto", [THEME_DARK] = "dark", [THEME_LIGHT] = "light",
    [THEME_16] = "16",     [THEME_MONO] = "mono", NULL};
_Static_assert(ARRAY_LEN(theme_words) == THEME_COUNT + 1, "every theme has its word");

static const char *const graph_words[] = {[GRAPH_WISH_AUTO] = "auto",
                                          [GRAPH_WISH_BRAILLE] = "braille",
                                          [GRAPH_WISH_BLOCKS] = "blocks",
                                          [GRAPH_WISH_ASCII] = "ascii",
                                          NULL};
_Static_assert(ARRAY_LEN(graph_words) == GRAPH_WISH_COUNT + 1, "every look has its word");

static const char *const sort_words[] = {
    [SORT_WISH_FLAGS] = "flags",     [SORT_WISH_NAME] = "name",
    [SORT_WISH_BACKLOG] = "backlog", [SORT_WISH_RATE] = "rate",
    [SORT_WISH_ETA] = "eta",         [SORT_WISH_OLDEST] = "oldest",
    [SORT_WISH_IN] = "in",           [SORT_WISH_OUT] = "out",
    [SORT_WISH_DEAD] = "dead",       [SORT_WISH_HOUR] = "hour",
    [SORT_WISH_DLQ] = "dlq",         [SORT_WISH_SIZE] = "size",
    [SORT_WISH_TROUBLE] = "trouble", NULL};
_Static_assert(ARRAY_LEN(sort_words) == SORT_WISH_COUNT + 1, "every order has its word");

static const char *const header_words[] = {
#define HEADER(id, word, ...) word,
#include "config/header_colors.def"
    NULL};

/* The words of each OPTION_CHOICE. */
static const char *const *const choices[OPT_COUNT] = {[OPT_THEME] = theme_words,
                                                      [OPT_GRAPH] = graph_words,
                                                      [OPT_SORT] = sort_words,
                                                      [OPT_HEADER] = header_words};

const struct option_spec *options_get(enum option_id id)
{
    return &specs[id];
}

const char *const *options_get_words(enum option_id id)
{
    return choices[id];
}

enum option_id options_find_name(const char *name, size_t n)
{
    enum option_id id;

    for (id = 0; id < OPT_COUNT; id++)
        if (specs[id].name && strlen(specs[id].name) == n && !memcmp(specs[id].name, name, n))
            break;
    return id;
}

enum option_id options_find_letter(char letter)
{
    enum option_id id;

    for (id = 0; id < OPT_COUNT; id++)
        if (letter && specs[id].letter == letter)
            break;
    return id;
}

static bool is_same_key(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (*a != *b && !(*a == '-' && *b == '_'))
            return false;
    return *a == *b;
}

enum option_id options_find_key(const char *key)
{
    enum option_id id;

    for (id = 0; id < OPT_COUNT; id++)
        if (specs[id].key && is_same_key(specs[id].key, key))
            break;
    return id;
}

const char *options_suggest_name(const char *name, size_t n)
{
    struct words names = {.n = 0};

    for (size_t i = 0; i < OPT_COUNT; i++)
        if (specs[i].name)
            words_add(&names, specs[i].name);
    return words_suggest(&names, name, n);
}

static bool check_flag(const char *text, int64_t *number)
{
    static const struct {
        const char *word;
        int64_t value;
    } words[] = {{"yes", 1}, {"no", 0},  {"true", 1}, {"false", 0},
                 {"on", 1},  {"off", 0}, {"1", 1},    {"0", 0}};

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (!strcmp(words[i].word, text)) {
            *number = words[i].value;
            return true;
        }
    return false;
}

static bool check_duration(const struct option_spec *spec, const char *text, int64_t *ms)
{
    if (!strcmp(text, "0") && !spec->least) {
        *ms = 0;
        return true;
    }
    return format_parse_duration(text, ms) && *ms >= spec->least && *ms <= spec->most &&
           (spec->kind != OPTION_SECONDS || *ms % 1000 == 0);
}

static bool check_choice(enum option_id id, const char *text, int64_t *number)
{
    for (int64_t i = specs[id].least; i <= specs[id].most; i++)
        if (!strcmp(choices[id][i], text)) {
            *number = i;
            return true;
        }
    return false;
}

static bool check_url(const char *text, struct error *err)
{
    struct error why = {.text = ""};
    char *checked = fetch_check_base_url(text, &why);
    bool ok = checked != NULL;

    free(checked);
    return ok || error_set(err, ERR_USAGE, "refused: %s", why.text);
}

/* The text is not shown: the field may hold a pasted secret. */
static bool check_visible(const char *text, struct error *err)
{
    struct secret copy = secret_take(mem_copy_str(text));
    bool ok = secret_check(&copy);

    secret_free(&copy);
    if (!ok)
        error_set(err, ERR_USAGE, "holds a blank, a line end or a character that is not ASCII");
    return ok;
}

/* These three do not show the text: it may be a token that was put beside the wrong key. */
static bool check_variable(const char *text, struct error *err)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

    if (!text[strspn(text, letters)] && (*text < '0' || *text > '9'))
        return true;
    return error_set(err, ERR_USAGE, "is not the name of an environment variable");
}

static bool check_path(const char *text, struct error *err)
{
    return *text == '/' || !strncmp(text, "~/", 2) ||
           error_set(err, ERR_USAGE, "is not a path that begins with / or ~/");
}

/* " (30s?)" where only the unit is missing: seconds are what was most likely meant. */
static const char *suggest_unit(char *out, size_t size, const struct option_spec *spec,
                                const char *text)
{
    char with_unit[16];
    int64_t ms;

    *out = '\0';
    snprintf(with_unit, sizeof with_unit, "%.9ss", text);
    if (spec->kind != OPTION_DURATION && spec->kind != OPTION_SECONDS)
        return out;
    if (!text[strspn(text, "0123456789")] && check_duration(spec, with_unit, &ms))
        snprintf(out, size, " (%s?)", with_unit);
    return out;
}

static bool refuse(enum option_id id, const char *text, const char *what, struct error *err)
{
    char range[64], hint[24];

    return error_set(err, ERR_USAGE, "\"%.*s\" is not %s%s%s", SHOWN_BYTES, text, what,
                     options_print_range(range, sizeof range, id),
                     suggest_unit(hint, sizeof hint, &specs[id], text));
}

bool options_check_value(enum option_id id, const char *text, int64_t *number, struct error *err)
{
    const struct option_spec *spec = &specs[id];
    int64_t dummy;

    if (!number)
        number = &dummy;
    *number = 0;
    if (!*text)
        return error_set(err, ERR_USAGE, "is empty");
    switch (spec->kind) {
    case OPTION_FLAG: return check_flag(text, number) || refuse(id, text, "yes or no", err);
    case OPTION_STRING:
    case OPTION_COMMAND: return true;
    case OPTION_WORD:
    case OPTION_SECRET: return check_visible(text, err);
    case OPTION_VARIABLE: return check_variable(text, err);
    case OPTION_PATH: return check_path(text, err);
    case OPTION_ID: return queue_check_id(text) || refuse(id, text, "an account id", err);
    case OPTION_URL: return check_url(text, err);
    case OPTION_INT:
        return format_parse_int(text, spec->least, spec->most, number) ||
               refuse(id, text, "a number from ", err);
    case OPTION_DURATION:
        return check_duration(spec, text, number) || refuse(id, text, "a duration from ", err);
    case OPTION_SECONDS:
        return check_duration(spec, text, number) || refuse(id, text, "whole seconds from ", err);
    case OPTION_CHOICE: break;
    }
    return check_choice(id, text, number) || refuse(id, text, "one of ", err);
}

const char *options_print_value(char *out, size_t size, enum option_id id, int64_t value)
{
    struct format f;
    bool is_duration = specs[id].kind == OPTION_DURATION || specs[id].kind == OPTION_SECONDS;

    if (specs[id].kind == OPTION_CHOICE)
        snprintf(out, size, "%s", choices[id][value]);
    else if (is_duration)
        snprintf(out, size, "%s", value ? format_duration(&f, value) : "0s");
    else
        snprintf(out, size, "%lld", (long long)value);
    return out;
}

const char *options_print_range(char *out, size_t size, enum option_id id)
{
    const struct option_spec *spec = &specs[id];
    struct words words = {.n = 0};
    char least[24], most[24];

    *out = '\0';
    if (choices[id]) {
        words_add_all(&words, choices[id]);
        words_print(out, size, &words);
    } else if (spec->most) {
        snprintf(out, size, "%s to %s", options_print_value(least, sizeof least, id, spec->least),
                 options_print_value(most, sizeof most, id, spec->most));
    }
    return out;
}
