#include "ui/term/draw/theme.h"

#include "base/memory/array.h"
#include "base/text/format.h"
#include "ui/term/term.h"

#include <stdlib.h>
#include <string.h>

#include <curses.h>

struct inspected {
    short dark, light, bg, light_bg, on_selected;
    attr_t attr;
    short hue8, bg8;
    attr_t attr8;
    attr_t mono;
};

static const struct inspected looks[] = {
#define ROLE(name, dark, light, bg, light_bg, on_selected, attr, hue8, bg8, attr8, mono)           \
    [ROLE_##name] = {dark, light, bg, light_bg, on_selected, attr, hue8, bg8, attr8, mono},
#include "ui/term/draw/roles.def"
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

static void use_8(void)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        const struct inspected *l = &looks[i];

        attrs[i] = make_attr(i, l->hue8, l->bg8, l->attr8);
        attrs[ROLE_COUNT + i] = A_REVERSE | (l->attr8 & A_BOLD);
    }
}

/* The header on a background of its own, the same on dark and on light terminals. */
static void tint_header(bool many)
{
    static const struct {
        short bg256, bg8;
    } tints[] = {
#define HEADER(id, word, ...) {__VA_ARGS__},
#include "config/header_colors.def"
    };
    _Static_assert(ARRAY_LEN(tints) == HEADER_COUNT, "every colour has its tint");

    for (int i = ROLE_HEADER; i <= ROLE_HEADER_ERROR && theme.header != HEADER_DEFAULT; i++)
        attrs[i] = many ? make_attr(i, looks[i].dark, tints[theme.header].bg256, looks[i].attr)
                        : make_attr(i, COLOR_WHITE, tints[theme.header].bg8, A_BOLD);
}

static void use_mono(void)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        attrs[i] = looks[i].mono;
        attrs[ROLE_COUNT + i] = A_REVERSE | (looks[i].mono & (A_BOLD | A_UNDERLINE));
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

static bool has_256(void)
{
    return COLORS >= 256 && COLOR_PAIRS > 2 * ROLE_COUNT;
}

static void use(void)
{
    enum theme_wish wish = theme.wish;
    bool colors =
        wish != THEME_MONO && has_colors() && start_color() != ERR && use_default_colors() != ERR;
    bool many = colors && COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;

    if (colors && wish != THEME_16 && has_256())
        use_256(wish == THEME_LIGHT || (wish == THEME_AUTO && theme.light));
    else if (many)
        use_8();
    else
        use_mono();
    if (many)
        tint_header(wish != THEME_16 && has_256());
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

void theme_set_header(enum header_color color)
{
    theme.header = color;
    if (theme.set)
        use();
}

void theme_ask(void)
{
    if (theme.wish == THEME_AUTO && has_256())
        term_ask_background();
}

void theme_note_background(bool light)
{
    bool news = light != theme.light;

    theme.answered = true;
    theme.light = light;
    if (news && theme.wish == THEME_AUTO)
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
