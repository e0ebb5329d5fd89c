/* The terminal's clipboard, by OSC 52: base64 and nothing else goes out, so no byte of the text can
 * act on the terminal.  tmux and screen get it in the wrapping that they hand on.  The terminal
 * gives no answer: what it does with it is not known.  UI thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* false: this terminal is known to have none, nothing was sent. */
bool clipboard_send(const void *bytes, size_t n);
