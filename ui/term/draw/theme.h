/* How each role of text looks, by what the terminal can do: 256 colours (dark or light), 8 or
 * more, or none.
 *
 * The palette belongs to the terminal and is never changed.  Only the header, selections, dialogs
 * and matches have a background.  No state is told by colour alone. */
#pragma once

#include "config/options.h"
#include "config/role_colors.h"

#include <stdbool.h>

/* To be called once the terminal is up, before anything is drawn, and again when the wish changes:
 * then the next term_flush() repaints everything.  THEME_AUTO and THEME_16 guess by COLORFGBG, or
 * else take it that the terminal is dark, and ask the terminal. */
void theme_set(enum theme_wish wish);

/* What is wanted of single roles, copied.  Where the terminal has no such colour, and on the
 * selected row, the role looks as it did; without colour nothing of this counts. */
void theme_set_roles(const struct role_colors *wanted);

/* The background of the name in the header; with 8 colours or more. */
void theme_set_header(enum header_color color);

/* Asks anew where nobody said what the terminal is: another terminal may be there than before. */
void theme_ask(void);

/* What the terminal answered. */
void theme_note_background(bool light);

/* The role as it looks on the selected row of the focused pane: its hue on the bar of
 * ROLE_SELECTED. `role` itself when selected is false, so that a row is drawn by one code path. */
enum role theme_select(enum role role, bool selected);

/* What curses is to draw it with (attr_t with the colour pair in it). */
unsigned theme_attr(enum role role);
