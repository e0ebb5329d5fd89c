/* One write() a frame.
 *
 * Curses flushes after each move of the cursor, some thirty times a frame, and a terminal (or sshd)
 * may show every part.  Curses therefore writes to a descriptor of its own, which leads to memory
 * between output_frame_begin() and output_frame_end() and to the terminal at all other times.
 * Stdout always is the terminal.  UI thread only; called by ui/term/term.c alone. */
#pragma once

#include <stddef.h>
#include <stdio.h>

/* The stream for newterm(); NULL: no descriptors to be had. */
FILE *output_frame_start(void);
void output_frame_stop(void);

void output_frame_begin(void);
void output_frame_end(void);

/* All n bytes to the terminal, at once. */
void output_frame_write(const char *from, size_t n);
