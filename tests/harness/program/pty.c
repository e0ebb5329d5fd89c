#include "tests/harness/program/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_FDS 1024

extern char **environ;

/* In the keeper: the process group that a hangup is passed on to. */
static volatile sig_atomic_t kept_group;

static void pass_hang_up(int sig)
{
    int saved = errno;

    if (kept_group > 0)
        kill(-(pid_t)kept_group, sig);
    errno = saved;
}

static void reset_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    for (int sig = 1; sig < 32; sig++)
        signal(sig, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void run_program(const char *const *argv, char **env)
{
    static const char message[] = "harness: cannot run the program\n";
    union {
        const char *const *in;
        char *const *out;
    } args = {.in = argv};

    setpgid(0, 0);
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    environ = env;
    execvp(argv[0], args.out);
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(126);
    _exit(127);
}

static void report(int fd, int value)
{
    while (write(fd, &value, sizeof value) < 0 && errno == EINTR)
        ;
}

/* Stays until the other side is closed: when the leader of the session ends, the kernel hangs the
 * terminal up, and output not yet read would be lost. */
static _Noreturn void keep(pid_t pid, int events)
{
    int status;
    char nothing;

    kept_group = pid;
    report(events, pid);
    for (;;) {
        pid_t got = waitpid(pid, &status, WUNTRACED | WCONTINUED);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        if (WIFEXITED(status) || WIFSIGNALED(status))
            kept_group = 0;
        report(events, status);
        if (!kept_group)
            break;
    }
    while (read(events, &nothing, 1) < 0 && errno == EINTR)
        ;
    _exit(0);
}

/* The master of another terminal, held open here, would keep it from being hung up. */
static void close_others(int keep_fd)
{
    for (int fd = 3; fd < MAX_FDS; fd++) {
        if (fd != keep_fd)
            close(fd);
    }
}

static _Noreturn void lead_session(int slave, int events, const char *const *argv, char **env)
{
    struct sigaction act = {.sa_handler = pass_hang_up};
    pid_t pid;

    reset_signals();
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd <= 2; fd++)
        dup2(slave, fd);
    close_others(events);
    pid = fork();
    if (pid < 0)
        _exit(126);
    if (pid == 0)
        run_program(argv, env);
    sigemptyset(&act.sa_mask);
    sigaction(SIGHUP, &act, NULL);
    keep(pid, events);
}

static bool open_pair(struct pty *p, int cols, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    const char *name;

    p->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (p->master < 0 || grantpt(p->master) < 0 || unlockpt(p->master) < 0)
        return false;
    name = ptsname(p->master);
    p->slave = name ? open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    if (p->slave < 0)
        return false;
    ioctl(p->slave, TIOCSWINSZ, &size);
    return fcntl(p->master, F_SETFL, O_NONBLOCK) == 0;
}

bool pty_start(struct pty *p, int cols, int rows, const char *const *argv, char **env)
{
    int ends[2];
    int pid = 0;

    *p = (struct pty){.master = -1, .slave = -1, .events = -1};
    if (!open_pair(p, cols, rows) || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    p->events = ends[0];
    p->keeper = fork();
    if (p->keeper == 0)
        lead_session(p->slave, ends[1], argv, env);
    close(ends[1]);
    if (p->keeper < 0 || read(p->events, &pid, sizeof pid) != (ssize_t)sizeof pid)
        return false;
    p->pid = pid;
    return true;
}

bool pty_next_event(struct pty *p, int *status)
{
    return recv(p->events, status, sizeof *status, MSG_DONTWAIT) == (ssize_t)sizeof *status;
}

void pty_resize(struct pty *p, int cols, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

    ioctl(p->master, TIOCSWINSZ, &size);
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void pty_hang_up(struct pty *p)
{
    close_one(&p->master);
}

void pty_stop(struct pty *p)
{
    if (p->pid > 0)
        kill(-p->pid, SIGKILL);
    close_one(&p->events);
    close_one(&p->master);
    close_one(&p->slave);
    if (p->keeper > 0) {
        while (waitpid(p->keeper, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    *p = (struct pty){.master = -1, .slave = -1, .events = -1};
}
