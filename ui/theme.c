#include "ui/theme.h"

#include <curses.h>

struct look {
    short dark, light, bg, on_selected;
    attr_t attr;
    short hue8, bg8;
    attr_t attr8;
    attr_t mono;
};

static const struct look looks[ROLE_COUNT] = {
#define ROLE(name, dark, light, bg, on_selected, attr, hue8, bg8, attr8, mono)                     \
    [ROLE_##name] = {dark, light, bg, on_selected, attr, hue8, bg8, attr8, mono},
#include "ui/roles.def"
#undef ROLE
};

/* The second half is for the selected row. */
static attr_t attrs[2 * ROLE_COUNT];

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
        const struct look *l = &looks[i];

        attrs[i] = make_attr(i, light ? l->light : l->dark, l->bg, l->attr);
        attrs[ROLE_COUNT + i] = make_attr(ROLE_COUNT + i, l->on_selected, bar, l->attr);
    }
}

static void use_8(void)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        const struct look *l = &looks[i];

        attrs[i] = make_attr(i, l->hue8, l->bg8, l->attr8);
        attrs[ROLE_COUNT + i] = A_REVERSE | (l->attr8 & A_BOLD);
    }
}

static void use_mono(void)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        attrs[i] = looks[i].mono;
        attrs[ROLE_COUNT + i] = A_REVERSE | (looks[i].mono & (A_BOLD | A_UNDERLINE));
    }
}

void theme_start(bool no_color, bool light)
{
    bool colors = !no_color && has_colors() && start_color() != ERR && use_default_colors() != ERR;

    if (colors && COLORS >= 256 && COLOR_PAIRS > 2 * ROLE_COUNT)
        use_256(light);
    else if (colors && COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT)
        use_8();
    else
        use_mono();
}

enum role theme_select(enum role role, bool selected)
{
    return selected && role < ROLE_COUNT ? (enum role)(ROLE_COUNT + role) : role;
}

unsigned theme_attr(enum role role)
{
    return attrs[role];
}
