/* The terminal restored when the program crashes or dies.
 *
 * For SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, in any thread and on an alternate stack in the
 * thread that called crash_start(); then the handler that was there before (a sanitizer's, or the
 * default) gets the signal, so the exit status stays true.  die_now() restores as well.
 * crash_arm() and crash_disarm() are for ui/term/term.c alone. */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

#include <stddef.h>
#include <termios.h>

enum { CRASH_RESET_SIZE = 512 };

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

/* The program to run after a crash, when this one has ended: argv as for execv(), NULL-terminated,
 * which must stay as it is; NULL: none. */
void crash_set_successor(char *const *argv);

void crash_arm(const struct crash_terminal *t);
void crash_disarm(void);

#endif
