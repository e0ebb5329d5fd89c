/* A small menu over the panes: rows with a key letter each.  Pure; who opens it says what a choice
 * means.
 *
 * Arrows, j k g G move, Enter or a row's letter chooses, Esc, q and function keys leave: rows
 * cannot have those letters.  Pasted keys do nothing. */
#pragma once

#include "parts/input/key.h"
#include "parts/list/list.h"

#define MENU_KEYS "jkgGq" /* its own */
enum { MENU_ROWS = 16 };

struct menu_row {
    char key;          /* '\0': none */
    const char *label; /* both live as long as the menu is open */
    const char *hint;  /* behind the label, for action_fill(); may be "" */
    bool off;          /* greyed: the hint says why; who chooses it is told so */
};

struct menu {
    const char *title;
    struct menu_row rows[MENU_ROWS];
    struct list list;
};

enum menu_result { MENU_OPEN, MENU_CHOSEN /* list.selected */, MENU_CANCELLED };

/* An empty menu; then add its rows in order (at most MENU_ROWS), and perhaps select one. */
void menu_start(struct menu *m, const char *title);
void menu_add(struct menu *m, struct menu_row row);
void menu_select(struct menu *m, size_t row);

enum menu_result menu_key(struct menu *m, struct key key);
