#include "config/role_colors.h"

#include "base/memory/array.h"
#include "base/text/format.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORD_BYTES = 24 };

static const char *const names[] = {
#define ROLE(name, ...) #name,
#include "config/roles.def"
};
_Static_assert(ARRAY_LEN(names) == ROLE_COUNT, "every role has its name");

static const struct {
    const char *word;
    short color;
} colors[] = {
    {"default", COLOR_TERMINAL},
    {"black", 0},
    {"red", 1},
    {"green", 2},
    {"yellow", 3},
    {"blue", 4},
    {"magenta", 5},
    {"cyan", 6},
    {"white", 7},
};
enum { BRIGHT = 8 };

static const struct {
    const char *word;
    unsigned style;
} styles[] = {{"bold", STYLE_BOLD},
              {"dim", STYLE_DIM},
              {"underline", STYLE_UNDERLINE},
              {"reverse", STYLE_REVERSE},
              {"plain", 0}};

void role_colors_init(struct role_colors *c)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        c->items[i] = (struct role_color){.text = COLOR_AS_IT_IS, .background = COLOR_AS_IT_IS};
}

enum role_class role_colors_class(enum role role)
{
    static const enum role_class classes[] = {
#define ROLE(name, class, ...) ROLES_##class,
#include "config/roles.def"
    };
    _Static_assert(ARRAY_LEN(classes) == ROLE_COUNT, "every role has its class");

    return classes[role];
}

/* HEADER_DIM is header-dim. */
const char *role_colors_name(struct role_name *out, enum role role)
{
    size_t n = 0;

    for (const char *c = names[role]; *c && n + 1 < sizeof(out->s); c++)
        out->s[n++] = *c == '_' ? '-' : (char)tolower((unsigned char)*c);
    out->s[n] = '\0';
    return out->s;
}

enum role role_colors_find(const char *name)
{
    struct role_name known;
    int i = 0;

    while (i < ROLE_COUNT && strcmp(role_colors_name(&known, (enum role)i), name) != 0)
        i++;
    return (enum role)i;
}

static bool parse_color(const char *word, short *color)
{
    static const char prefix[] = "bright-";
    bool bright = !strncmp(word, prefix, sizeof(prefix) - 1);
    const char *base = bright ? word + sizeof(prefix) - 1 : word;
    int64_t number;

    if (format_parse_int(word, 0, 255, &number)) {
        *color = (short)number;
        return true;
    }
    for (size_t i = bright; i < ARRAY_LEN(colors); i++)
        if (!strcmp(base, colors[i].word)) {
            *color = (short)(colors[i].color + (bright ? BRIGHT : 0));
            return true;
        }
    return false;
}

static bool parse_style(const char *word, struct role_color *out)
{
    for (size_t i = 0; i < ARRAY_LEN(styles); i++)
        if (!strcmp(word, styles[i].word)) {
            out->has_style = true;
            out->style |= styles[i].style;
            return true;
        }
    return false;
}

/* The next word of *text, cut where it is too long to be one; "": there is none. */
static void take_word(const char **text, char word[WORD_BYTES])
{
    size_t n;

    *text += strspn(*text, " \t");
    n = strcspn(*text, " \t");
    snprintf(word, WORD_BYTES, "%.*s", (int)(n < WORD_BYTES ? n : WORD_BYTES), *text);
    *text += n;
}

/* Where a colour may come: for the text first, then, behind "on", for the background. */
enum place { AT_TEXT, AT_ON, AT_BACKGROUND, AT_STYLE };

static bool take(struct role_color *out, const char *word, enum place *place)
{
    short *color = *place == AT_BACKGROUND ? &out->background : &out->text;

    if (*place <= AT_ON && !strcmp(word, "on"))
        *place = AT_BACKGROUND;
    else if (*place == AT_BACKGROUND)
        return *place = AT_STYLE, parse_color(word, color);
    else if (*place == AT_TEXT && parse_color(word, color))
        *place = AT_ON;
    else
        return *place = AT_STYLE, parse_style(word, out);
    return true;
}

bool role_color_parse(struct role_color *out, const char *text, struct error *err)
{
    enum place place = AT_TEXT;
    char word[WORD_BYTES];

    *out = (struct role_color){.text = COLOR_AS_IT_IS, .background = COLOR_AS_IT_IS};
    for (take_word(&text, word); *word; take_word(&text, word))
        if (!take(out, word, &place))
            return error_set(err, ERR_USAGE, "\"%s\" is not 0-255, red, bright-red, default, bold",
                             word);
    if (place == AT_TEXT || place == AT_BACKGROUND)
        return error_set(err, ERR_USAGE, "a colour, on a colour, bold: one of them is missing");
    return true;
}
