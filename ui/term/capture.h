/* Stderr kept in memory while the screen is up, so that no library writes over it.
 *
 * Only when stderr is a terminal; a redirected one is left alone.  UI thread only; called by
 * ui/term/term.c alone. */
#pragma once

/* fd 2 leads to the memory from here on, or again after capture_pause(). */
void capture_start(void);

/* fd 2 is the terminal again, for a child; what was kept stays. */
void capture_pause(void);

/* As capture_pause(), then prints what was kept, sanitised. */
void capture_stop(void);

/* The true stderr, and the file with what was kept; -1 while nothing is captured. */
int capture_true_fd(void);
int capture_kept_fd(void);
