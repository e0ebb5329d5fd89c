/* What of the screen the mouse was pressed on.  Pure: no curses. */
#pragma once

#include "app/keys/click.h"
#include "ui/term/input/report.h"
#include "ui/view/frame.h"

/* Where no pane and no screen is, the click is on CLICK_NOTHING. */
struct click mouse_find(const struct frame *f, struct mouse m);
