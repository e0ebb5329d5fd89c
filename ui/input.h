/* Keys: from the bytes of the terminal to struct key.  UI thread only, between term_start() and
 * term_stop().
 *
 * An escape sequence that nobody knows, and Alt with a key, come to nothing, so that none of their
 * letters can act as a command.  Between the marks of a bracketed paste every key has pasted set;
 * there a newline is K_ENTER and other control characters are dropped. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>

#include "app/key.h"

/* The next key; false when none is waiting.  Never blocks, but for ESCDELAY (50 ms) after an Esc.
 * Call it until false before every poll(): curses holds bytes that poll() does not see. */
bool input_read(struct key *out);

/* Called by ui/term.c, with the pad (a WINDOW) to read from; NULL when the terminal is gone. */
void input_start(void *pad);

#endif
