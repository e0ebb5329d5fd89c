#include "ui/term/draw/theme.h"

#include "base/memory/array.h"
#include "base/text/format.h"
#include "ui/term/term.h"
#include "ui/term/term_name.h"

#include <stdlib.h>
#include <string.h>

#include <curses.h>

struct inspected {
    short dark, light, bg, light_bg, on_selected;
    attr_t attr;
    short hue, light_hue;
    attr_t attr16;
    attr_t mono;
};

static const struct inspected looks[] = {
#define ROLE(name, class, ...) [ROLE_##name] = {__VA_ARGS__},
#include "config/roles.def"
};
_Static_assert(ARRAY_LEN(looks) == ROLE_COUNT, "every role has its look");

/* The second half is for the selected row. */
static attr_t attrs[2 * ROLE_COUNT];

static struct {
    bool set;
    enum theme_wish wish;
    bool answered; /* the terminal said what its background is */
    bool light;
    enum header_color header;
    bool has_wanted;
    struct role_colors wanted; /* by the config file */
} theme;

/* attr with the colours fg on bg, for attrs[at]. */
static attr_t make_attr(int at, short fg, short bg, attr_t attr)
{
    short pair = (short)(at + 1);

    if (fg < 0 && bg < 0)
        return attr;
    if (init_pair(pair, fg, bg) == ERR)
        return attr;
    return attr | (attr_t)COLOR_PAIR(pair);
}

static void use_256(bool light)
{
    short bar = looks[ROLE_SELECTED].bg;

    for (int i = 0; i < ROLE_COUNT; i++) {
        const struct inspected *l = &looks[i];

        attrs[i] = light ? make_attr(i, l->light, l->light_bg, l->attr)
                         : make_attr(i, l->dark, l->bg, l->attr);
        attrs[ROLE_COUNT + i] = make_attr(ROLE_COUNT + i, l->on_selected, bar, l->attr);
    }
}

/* Of the bar nothing but the attributes is left, so that a row is one bar. */
static attr_t make_bar(attr_t attr)
{
    return A_REVERSE | (attr & (A_BOLD | A_UNDERLINE));
}

static void use_16(bool light)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        const struct inspected *l = &looks[i];
        short hue = light ? l->light_hue : l->hue;
        bool lacks = hue >= COLORS;

        attrs[i] = make_attr(i, lacks ? (short)(hue - 8) : hue, -1,
                             lacks ? l->attr16 | A_BOLD : l->attr16);
        attrs[ROLE_COUNT + i] = make_bar(l->attr16);
    }
}

/* The name in the header on a background of its own, the same on dark and on light terminals.  Not
 * the whole header: on some of these its other text cannot be read, and a red one says that
 * something is wrong. */
static void tint_name(bool many)
{
    static const struct {
        short bg256, bg8;
    } tints[] = {
#define HEADER(id, word, ...) {__VA_ARGS__},
#include "config/header_colors.def"
    };
    _Static_assert(ARRAY_LEN(tints) == HEADER_COUNT, "every colour has its tint");
    const struct inspected *l = &looks[ROLE_HEADER_PROFILE];

    if (theme.header == HEADER_DEFAULT)
        return;
    attrs[ROLE_HEADER_PROFILE] =
        many ? make_attr(ROLE_HEADER_PROFILE, l->dark, tints[theme.header].bg256, l->attr)
             : make_attr(ROLE_HEADER_PROFILE, COLOR_WHITE, tints[theme.header].bg8, A_BOLD);
}

static bool has_256(void)
{
    return COLORS >= 256 && COLOR_PAIRS > 2 * ROLE_COUNT;
}

static attr_t make_style(unsigned style)
{
    static const struct {
        unsigned style;
        attr_t attr;
    } attributes[] = {{STYLE_BOLD, A_BOLD},
                      {STYLE_DIM, A_DIM},
                      {STYLE_UNDERLINE, A_UNDERLINE},
                      {STYLE_REVERSE, A_REVERSE}};
    attr_t attr = A_NORMAL;

    for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
        if (style & attributes[i].style)
            attr |= attributes[i].attr;
    return attr;
}

/* What a role has of its own, and what is wanted in its place. */
static void use_wanted(int i, bool light)
{
    const struct role_color *w = &theme.wanted.items[i];
    const struct inspected *l = &looks[i];
    bool many = has_256() && theme.wish != THEME_16;
    short text = many ? (light ? l->light : l->dark) : (light ? l->light_hue : l->hue);
    short back = many ? (light ? l->light_bg : l->bg) : COLOR_TERMINAL;
    attr_t attr = w->has_style ? make_style(w->style) : many ? l->attr : l->attr16;

    if (w->text != COLOR_AS_IT_IS)
        text = w->text;
    if (w->background != COLOR_AS_IT_IS)
        back = w->background;
    if (text < COLORS && back < COLORS)
        attrs[i] = make_attr(i, text, back, attr);
}

static void use_all_wanted(bool light)
{
    for (int i = 0; i < ROLE_COUNT && theme.has_wanted; i++) {
        const struct role_color *w = &theme.wanted.items[i];

        if (w->text != COLOR_AS_IT_IS || w->background != COLOR_AS_IT_IS || w->has_style)
            use_wanted(i, light);
    }
}

static void use_mono(void)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        attrs[i] = looks[i].mono;
        attrs[ROLE_COUNT + i] = make_bar(looks[i].mono);
    }
}

/* The last number of COLORFGBG ("15;default;0") is the background, of the 16 colours. */
static bool guess_light(void)
{
    const char *text = getenv("COLORFGBG");
    const char *last = text ? strrchr(text, ';') : NULL;
    int64_t number;

    return last && format_parse_int(last + 1, 0, 15, &number) && number >= 7 && number != 8;
}

/* Of the terminals with few colours some would print the question, as older consoles do. */
static bool can_answer(void)
{
    static const char *const names[] = {"xterm", "rxvt", "screen", "tmux"};

    if (has_256())
        return true;
    for (size_t i = 0; i < ARRAY_LEN(names) && COLORS >= 8; i++)
        if (!strncmp(term_name_given(), names[i], strlen(names[i])))
            return true;
    return false;
}

/* The user says whether the terminal is dark or light: nothing else counts. */
static bool is_told(void)
{
    return theme.wish == THEME_DARK || theme.wish == THEME_LIGHT;
}

static void use(void)
{
    enum theme_wish wish = theme.wish;
    bool colors =
        wish != THEME_MONO && has_colors() && start_color() != ERR && use_default_colors() != ERR;
    bool many = colors && COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;
    bool light = is_told() ? wish == THEME_LIGHT : theme.light;

    if (colors && wish != THEME_16 && has_256())
        use_256(light);
    else if (many)
        use_16(light);
    else
        use_mono();
    if (many) {
        use_all_wanted(light);
        tint_name(wish != THEME_16 && has_256());
    }
    term_redraw_all();
}

void theme_set(enum theme_wish wish)
{
    if (theme.set && theme.wish == wish)
        return;
    theme.set = true;
    theme.wish = wish;
    if (!theme.answered)
        theme.light = guess_light();
    use();
    theme_ask();
}

void theme_set_roles(const struct role_colors *wanted)
{
    theme.has_wanted = true;
    theme.wanted = *wanted;
    if (theme.set)
        use();
}

void theme_set_header(enum header_color color)
{
    theme.header = color;
    if (theme.set)
        use();
}

void theme_ask(void)
{
    if (!is_told() && theme.wish != THEME_MONO && can_answer())
        term_ask_background();
}

void theme_note_background(bool light)
{
    bool news = light != theme.light;

    theme.answered = true;
    theme.light = light;
    if (news && !is_told())
        use();
}

enum role theme_select(enum role role, bool selected)
{
    return selected && role < ROLE_COUNT ? (enum role)(ROLE_COUNT + role) : role;
}

unsigned theme_attr(enum role role)
{
    return attrs[role];
}
