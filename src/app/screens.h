/* What can stand in the place of the panes: help, fields, a value, a comparison; see screens.def.
 * UI thread. */
#pragma once

#include "parts/input/key.h"

#include <stdbool.h>

struct app;

enum screen_id {
    SCREEN_NONE, /* the panes */
#define SCREEN(id, ...) SCREEN_##id,
#include "app/screens.def"
    SCREEN_COUNT
};

/* Brings the open screen in line with the state. */
void screens_settle(struct app *app);

/* Gives the key to the open screen; false: it is for the actions. */
bool screens_take_key(struct app *app, struct key key);

/* What screens.def names: a new screen is a row and its functions. */
#define SCREEN(id, settle, take_key, ...)                                                          \
    void settle(struct app *app);                                                                  \
    bool take_key(struct app *app, struct key key);
#include "app/screens.def"
