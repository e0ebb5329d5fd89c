/* Threads beside the one that runs main().
 *
 * One that hangs is left behind at the end of the program. */
#pragma once

#include <pthread.h>
#include <stdbool.h>

/* Starts run(arg) in a thread that gets no signals, so that handlers run in the one that calls
 * this; but what a crash raises (SIGSEGV and the like) is never blocked: the kernel would end the
 * process without the handler that restores the terminal.  false: errno says why not. */
bool thread_start(pthread_t *out, void *(*run)(void *), void *arg);

/* The thread may run on and nobody waits for it. */
void thread_leave_behind(pthread_t thread);

/* A thread that was left behind may still run, inside a library.  Then the process has to end with
 * _exit(): what runs at exit() would take libraries apart under it.  Any thread. */
bool thread_is_left_behind(void);
