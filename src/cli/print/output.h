/* stdout and stderr of a command.
 *
 * A struct output collects whole lines and writes them whole: no output is ever half a line, unless
 * the device itself takes no more.  (A body that is printed byte-exact has no lines.)  It writes
 * with write(2) only: nothing else may write to that descriptor meanwhile.  What comes from outside
 * goes through dtext_append(). */
#pragma once

#include "base/memory/buf.h"

enum { OUTPUT_LINE_BYTES = 512 * 1024 * 1024 };

struct output {
    int fd;
    struct buf pending; /* whole lines */
    int error;          /* errno of the write that failed; then nothing more is written */
};

void output_init(struct output *o, int fd);

/* Adds the line and its end; nothing once a write has failed. */
void output_write_line(struct output *o, const char *line, size_t n);

/* Adds n bytes as they are: outside bytes only when the descriptor is no terminal. */
void output_write_bytes(struct output *o, const char *bytes, size_t n);

/* Adds outside text line by line, made safe, and ends the last line. */
void output_write_safe(struct output *o, const char *s, size_t n);

/* Writes what is there now; false: it was not taken, and nothing more will be. */
bool output_flush(struct output *o);

/* Writes what is left, closes the descriptor and frees.  false: something was not written, and
 * stderr says so, unless it was for a reader who had seen enough (head). */
bool output_end(struct output *o);

/* The exit status of a run that ends with status: 141, as of who dies of SIGPIPE, where the reader
 * of stdout had seen enough. */
int output_exit_status(int status);
void output_note_error(int number); /* errno of a write to stdout elsewhere */

/* One line on stderr: "cfqtop: ..." for what failed; output_note() without the name, and only when
 * stderr is a terminal.  The text is made safe. */
void output_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void output_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
