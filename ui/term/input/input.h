/* Keys and the mouse: from the bytes of the terminal to struct input.  UI thread only, between
 * term_start() and term_stop().
 *
 * An escape sequence that nobody knows comes to nothing, so that none of its letters can act as a
 * command; one that a slow line tore apart moves, or comes to nothing (torn.h).  Between the marks
 * of a bracketed paste every key has pasted set; there a newline is K_ENTER, other control
 * characters are dropped, and a report is text. */
#pragma once

#include <stdbool.h>

#include "parts/input/key.h"
#include "ui/term/input/report.h"

enum input_kind { INPUT_KEY, INPUT_MOUSE, INPUT_BACKGROUND };

struct input {
    enum input_kind kind;
    struct key key;
    struct mouse mouse;
    bool light; /* the terminal's background, which theme.h asked for */
};

/* The next one; false when none is waiting.  Never blocks, but for ESCDELAY after an Esc.
 * Call it until false before every poll(): curses holds bytes that poll() does not see. */
bool input_read(struct input *out);

/* Called by ui/term/term.c, with the pad (a WINDOW) to read from; NULL when the terminal is gone.
 */
void input_start(void *pad);
