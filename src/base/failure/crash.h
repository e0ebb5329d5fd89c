/* The terminal restored, and another program started, when this one crashes or dies.
 *
 * For SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT in any thread, on an alternate stack where the
 * thread has one; then the handler that was there before (a sanitizer's, or the default) gets the
 * signal, so the exit status stays true.  die_now() does the same before it ends.  Nothing here
 * waits for a lock or needs the heap, and what hangs is ended.
 *
 * UI thread, but for crash_use_stack().  crash_arm() and crash_disarm() are for ui/term/term.c
 * alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { CRASH_RESET_SIZE = 512, CRASH_STACK = 128 * 1024 /* a sanitizer reports on it too */ };

/* What gives the terminal back, made while all is well. */
struct crash_terminal {
    struct termios cooked;
    char reset[CRASH_RESET_SIZE]; /* bytes for stdout */
    size_t reset_len;
    int stderr_fd; /* the true stderr while fd 2 is captured; -1: not captured */
    int kept_fd;   /* file that has what was captured; -1: none */
};

/* Once, from the UI thread, before threads.  Never fails: without a handler a crash is only uglier.
 */
void crash_start(void);

/* In a thread that is to survive the overflow of its stack as far as the handler: CRASH_STACK
 * bytes, aligned as malloc() does, that stay until the thread has ended.  The UI thread has its
 * own. */
void crash_use_stack(char *room);

/* The program to run after a crash, when this one has ended, if it is wanted then: argv as for
 * execv(), NULL-terminated, which is copied; NULL, or too long: none.  It is not wanted yet. */
void crash_set_successor(char *const *argv);
void crash_want_successor(bool wanted);

void crash_arm(const struct crash_terminal *t);
void crash_disarm(void);
