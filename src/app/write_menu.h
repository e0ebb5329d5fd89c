/* F9: the actions that change the server, one below the other, each possible or greyed with the
 * reason. */
#ifndef APP_WRITE_MENU_H
#define APP_WRITE_MENU_H

#include "app/app.h"

void write_menu_open(struct app *app);

/* The menu's action at a place, from 0; ACT_NONE behind the last. */
enum action_id write_menu_at(size_t place);

/* A key while it is open: the action chosen, else ACT_NONE. */
enum action_id write_menu_key(struct app *app, struct key key);

#endif
