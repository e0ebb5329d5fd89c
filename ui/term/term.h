/* The terminal: start, stop, suspend, resize and the one place that sends a frame.
 *
 * Only the UI thread (the one that called term_start()) may call these; term_flush() asserts it.
 * Main calls setlocale(LC_CTYPE, "") and crash_start() before, then
 *   signals_start() -> term_start() -> loop -> term_stop().
 * While the terminal is up, what anyone writes to stderr is kept in memory; term_stop() prints it,
 * sanitised.  After term_stop() every function here but term_start() does nothing. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/failure/err.h"
#include "ui/term/draw/rect.h"

struct term_options {
    bool ascii; /* no character outside ASCII; also when the locale has no UTF-8 */
};

/* false with ERR_USAGE when stdin or stdout is no terminal, or TERM is not set or cannot move the
 * cursor; nothing has been changed then.  One that is unknown is no reason: term_name.h. */
bool term_start(const struct term_options *o, struct error *err);

/* Gives the terminal back and prints what was kept of stderr.  Idempotent. */
void term_stop(void);

/* The whole screen, as ncurses knows it. */
struct rect term_rect(void);

/* After SIGWINCH: takes the size from the terminal (0x0 keeps the old one).  The next term_flush()
 * repaints everything, also when the size is the old one. */
void term_resize(void);

/* Ctrl-Z or SIGTSTP: gives the terminal back and stops the process group; returns when it goes on,
 * with the terminal taken again.  The caller draws and flushes. */
void term_suspend(void);

/* The stopping alone, for when a child that has the terminal was stopped: returns when the process
 * group goes on, at once when nobody could make it. */
void term_stop_group(void);

/* For a child such as $PAGER: term_leave() gives the terminal (and stderr) back, term_resume()
 * takes it again, with its size read anew.  After SIGCONT term_resume() alone is right: a shell may
 * have changed the modes, and no SIGWINCH comes to a stopped process. */
void term_leave(void);
void term_resume(void);

/* Drops what was typed or pasted and not read yet: after a child, it was meant for that. */
void term_drop_input(void);

/* Ctrl-L: the next term_flush() sends every cell. */
void term_redraw_all(void);

/* Shows the cursor at a cell of the screen from the next term_flush() on (a prompt); row < 0 hides
 * it, which is how it starts. */
void term_set_cursor(int row, int col);

/* The terminal tells of clicks and the wheel, or leaves the mouse to itself, which is how it
 * starts. Kept over a suspension. */
void term_set_mouse(bool on);

/* Asks the terminal for its background; input.h brings the answer, if there is one, and then it is
 * to be noted here. */
void term_ask_background(void);
void term_note_background(void);

/* Rings the bell, once. */
void term_ring(void);

/* n bytes as they are, between frames; false: the terminal is not up, or not of the kind that knows
 * escape sequences.  For what terminfo has no word for. */
bool term_send(const char *bytes, size_t n);

/* Sends what changed since the last one. */
void term_flush(void);
