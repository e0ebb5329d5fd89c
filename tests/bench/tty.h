/* A program in a terminal of 160x48, timed.
 *
 * While the clock runs, output is only kept, with the time of each chunk; afterwards it is replayed
 * through the terminal emulator of the harness to find when something stood on the screen.  One
 * thread.  Times are milliseconds on the monotonic clock. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { TTY_COLS = 160, TTY_ROWS = 48 };

struct tty_chunk {
    double ms; /* when it was read */
    size_t end;
};

struct tty {
    int master;
    pid_t pid;
    double started_ms; /* just before exec */
    double sent_ms;    /* just before the last keys were written */
    char *bytes;
    size_t len;
    struct tty_chunk *chunks;
    size_t n;
    struct screen *screen;
    size_t replayed; /* chunks that the screen has seen */
};

/* What came back for one key. */
struct tty_repaint {
    double first_ms, last_ms; /* since the key; first < 0: nothing came */
    size_t bytes;
};

struct tty_usage {
    double cpu_ms;
    long switches;          /* of context, all threads */
    double rss_kb, peak_kb; /* resident now, and at most so far */
};

/* The program must be found, or the process ends with a message. */
void tty_start(struct tty *t, const char *const *argv, char **env);
void tty_stop(struct tty *t);

/* One chunk, or silence for that long; false: silence or the end. */
bool tty_read(struct tty *t, double wait_ms);

/* Reads until the program is silent for that long. */
void tty_drain(struct tty *t, double quiet_ms);

void tty_send(struct tty *t, const char *keys, size_t n);

/* Sends keys and reads their repaint: at most a second to its first byte, the first pause of
 * quiet_ms ends it. */
void tty_press(struct tty *t, const char *keys, size_t n, double quiet_ms, struct tty_repaint *r);

/* Reads on until text stands on the screen; returns when the frame that brought it was whole (a
 * time on the clock), and ends the process with the screen printed when that takes limit_ms. */
double tty_wait_text(struct tty *t, const char *text, double limit_ms);

/* Reads on until text stands on the screen, without waiting for the end of the frame. */
void tty_expect(struct tty *t, const char *text, double limit_ms);

void tty_measure(const struct tty *t, struct tty_usage *u);

double tty_now(void);
