/* Roles of text on the screen (roles.def), and what the config file wants of single ones:
 * color.ROLE.  Pure; the holder owns the struct, which has nothing to free. */
#pragma once

#include "base/failure/err.h"

#include <stdbool.h>

enum role {
#define ROLE(name, ...) ROLE_##name,
#include "config/roles.def"
    ROLE_COUNT,
};

enum {
    COLOR_AS_IT_IS = -2, /* that of the table */
    COLOR_TERMINAL = -1, /* the terminal's own */
};

enum { STYLE_BOLD = 1, STYLE_DIM = 2, STYLE_UNDERLINE = 4, STYLE_REVERSE = 8 };

/* Colours are numbers of 256, of which the first 16 are the terminal's palette. */
struct role_color {
    short text, background;
    bool has_style; /* in place of that of the table */
    unsigned style;
};

struct role_colors {
    struct role_color items[ROLE_COUNT];
};

/* Nothing is wanted. */
void role_colors_init(struct role_colors *c);

/* What a role says, and nothing else (roles.def). */
enum role_class {
    ROLES_BAD,
    ROLES_WARN,
    ROLES_GOOD,
    ROLES_HERE,
    ROLES_HELD,
    ROLES_PLAIN,
    ROLES_DIM,
    ROLES_FILL,
    ROLES_CHIP,
    ROLE_CLASSES
};

struct role_name {
    char s[24];
};

enum role_class role_colors_class(enum role role);
const char *role_colors_name(struct role_name *out, enum role role);

/* By its name in lower case, with - between words: "header-dim".  ROLE_COUNT: there is none. */
enum role role_colors_find(const char *name);

/* "203 bold", "white on 88", "default underline": a colour for the text, one for the background,
 * styles, in this order; at least one of them. */
bool role_color_parse(struct role_color *out, const char *text, struct error *err);
