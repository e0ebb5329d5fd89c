/* Which description of terminfo the terminal is driven by: that of TERM, or, where this machine has
 * none of it (a new terminal, an old host), one that fits it by its name.  UI thread, before
 * curses begins. */
#pragma once

#include <stdbool.h>

#include "base/failure/err.h"

struct term_name {
    char used[64];
    bool ansi; /* understands ESC [ */
};

/* false: there is no TERM, or nothing that can move a cursor.  Sets TERM to what is used, for
 * curses and for programs that get the terminal from us. */
bool term_name_find(struct term_name *out, struct error *err);

/* TERM as it was; "" before term_name_find(). */
const char *term_name_given(void);

/* "TERM xterm-kitty is not known here: ...", told once; NULL: it is known. */
const char *term_name_take_notice(void);
