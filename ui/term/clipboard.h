/* The terminal's clipboard, by OSC 52: base64 and nothing else goes out, so no byte of the text can
 * act on the terminal.  tmux and screen get it in the wrapping that they hand on.  The terminal
 * gives no answer: what it does with it is not known.  In a tmux of ours the text goes to tmux by
 * its own command, which does answer; where that fails, to the terminal as well.  UI thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum clipboard_end {
    CLIPBOARD_NONE,     /* this terminal is known to have none, nothing was sent */
    CLIPBOARD_SENT,     /* to the terminal */
    CLIPBOARD_TMUX,     /* tmux has it, and was asked to hand it on */
    CLIPBOARD_VIA_TMUX, /* to the terminal behind tmux, which may drop it */
    CLIPBOARD_ASKED,    /* tmux has not answered: clipboard_follow() will say */
    CLIPBOARD_ENDS
};

enum clipboard_end clipboard_send(const void *bytes, size_t n);

/* How many bytes were sent last. */
size_t clipboard_count(void);

/* CLIPBOARD_ASKED until tmux answers, and where nothing was asked.  When a child has ended. */
enum clipboard_end clipboard_follow(void);
