#include "base/os/child.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Before any signal can come: our handlers would tell the parent of it.  What was ignored when we
 * were started stays so (nohup). */
static void reset_signals(void)
{
    struct sigaction usual = {.sa_flags = 0}, now;

    usual.sa_handler = SIG_DFL;
    sigemptyset(&usual.sa_mask);
    for (int sig = 1; sig < NSIG; sig++) {
        bool ours = sig == SIGPIPE || sig == SIGXFSZ; /* ignored by main() for itself */

        if (sigaction(sig, NULL, &now) == 0 && (ours || now.sa_handler != SIG_IGN))
            sigaction(sig, &usual, NULL);
    }
}

void child_close_others(int limit)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0) == 0)
        return;
#endif
    for (int fd = STDERR_FILENO + 1; fd < limit; fd++)
        close(fd);
}

/* Between fork() and exec: only what a signal handler may call. */
static void become(const struct child_options *o, char *const argv[], const sigset_t *mask,
                   int limit)
{
    if (o->place == CHILD_FOREGROUND) {
        setpgid(0, 0);
        tcsetpgrp(STDIN_FILENO, getpid());
    } else if (o->place == CHILD_APART) {
        setsid();
    }
    if (o->in >= 0)
        dup2(o->in, STDIN_FILENO);
    if (o->out >= 0)
        dup2(o->out, STDOUT_FILENO);
    if (o->err >= 0)
        dup2(o->err, STDERR_FILENO);
    child_close_others(limit);
    reset_signals();
    sigprocmask(SIG_SETMASK, mask, NULL);
    execv("/bin/sh", argv);
    _exit(127);
}

pid_t child_start(const struct child_options *o)
{
    char shell[] = "sh", option[] = "-c";
    /* execv() does not write to them: the type is older than const. */
    char *argv[] = {
        shell, option, (char *)(uintptr_t)o->script, shell, (char *)(uintptr_t)o->argument, NULL};
    int limit = (int)sysconf(_SC_OPEN_MAX);
    sigset_t all, mask;
    pid_t pid;

    /* None may be taken in the child by a handler of ours; and that it comes to the foreground must
     * not stop it. */
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &mask);
    pid = fork();
    if (pid == 0)
        become(o, argv, &mask, limit);
    if (pid > 0 && o->place == CHILD_FOREGROUND) { /* whoever is first */
        setpgid(pid, pid);
        tcsetpgrp(STDIN_FILENO, pid);
    }
    sigprocmask(SIG_SETMASK, &mask, NULL);
    return pid;
}

/* One that has only just begun, and one in our own group, lead none. */
static void send(pid_t pid, int sig)
{
    if (kill(-pid, sig) < 0)
        kill(pid, sig);
}

void child_ask_to_end(pid_t pid)
{
    send(pid, SIGTERM);
    send(pid, SIGCONT); /* it may be stopped */
}

void child_kill(pid_t pid)
{
    send(pid, SIGKILL);
}

const char *child_describe(int status, char out[32])
{
    if (WIFSIGNALED(status))
        snprintf(out, 32, "ended by signal %d", WTERMSIG(status));
    else
        snprintf(out, 32, "status %d", WEXITSTATUS(status));
    return out;
}
