/* How each role of text looks, by what the terminal can do: 256 colours, 8 or more, or none.
 *
 * The palette belongs to the terminal and is never changed.  Only the header, selections, dialogs
 * and matches have a background.  No state is told by colour alone. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>

enum role {
#define ROLE(name, dark, light, bg, on_selected, attr, hue8, bg8, attr8, mono) ROLE_##name,
#include "ui/roles.def"
#undef ROLE
    ROLE_COUNT,
};

/* Called by term_set_look(), after curses is up; again for another look. */
void theme_start(bool no_color, bool light);

/* The role as it looks on the selected row of the focused pane: its hue on the bar of
 * ROLE_SELECTED. `role` itself when selected is false, so that a row is drawn by one code path. */
enum role theme_select(enum role role, bool selected);

/* What curses is to draw it with (attr_t with the colour pair in it). */
unsigned theme_attr(enum role role);

#endif
