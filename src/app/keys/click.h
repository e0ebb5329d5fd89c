/* What the mouse does: the ui says on what of the screen it was pressed, the app what that means.
 *
 * A click selects and focuses, a second one within CLICK_AGAIN_MS at the same place presses Enter,
 * the wheel scrolls what it is over.  On the heading of a column it sorts by it, and sorted so
 * already, the other way round; on a key of the footer it presses that.  While a question or a
 * prompt is open the mouse does nothing: it never changes the server. */
#pragma once

#include "base/os/clock.h"

#include <stddef.h>
#include <stdint.h>

enum { CLICK_AGAIN_MS = 400, WHEEL_ROWS = 3 };

enum click_on {
    CLICK_NOTHING,
    CLICK_TITLE,  /* of a pane */
    CLICK_HEAD,   /* the heading of its rows */
    CLICK_ROW,    /* of a pane */
    CLICK_SCREEN, /* help, fields, journal */
    CLICK_MENU,   /* a row of the open menu */
    CLICK_FOOTER
};

struct click {
    enum click_on on;
    int pane;      /* enum pane */
    size_t row;    /* of the pane, as it stands on the screen; of the menu */
    int column;    /* of CLICK_HEAD, -1: none */
    int action;    /* enum action_id whose key stands there, of CLICK_FOOTER */
    int wheel;     /* -1 up, 1 down; 0: a button was pressed */
    int line, col; /* the cell of the screen */
};

/* The row that the last click selected, for the next one. */
struct clicked {
    enum click_on on; /* CLICK_ROW or CLICK_MENU; CLICK_NOTHING: none */
    int pane;
    size_t row; /* of the whole list */
    int line, col;
    int64_t mono_ms;
};

struct app;

void app_click(struct app *app, struct click click, struct instant now);
