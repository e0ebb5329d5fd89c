#include "base/os/thread.h"

#include "base/memory/array.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool left_behind;

bool thread_start(pthread_t *out, void *(*run)(void *), void *arg)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
    sigset_t set, before;
    int error;

    sigfillset(&set);
    for (size_t i = 0; i < ARRAY_LEN(faults); i++)
        sigdelset(&set, faults[i]);
    pthread_sigmask(SIG_BLOCK, &set, &before);
    error = pthread_create(out, NULL, run, arg);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return error == 0;
}

void thread_leave_behind(pthread_t thread)
{
    atomic_store(&left_behind, true);
    pthread_detach(thread);
}

bool thread_is_left_behind(void)
{
    return atomic_load(&left_behind);
}
