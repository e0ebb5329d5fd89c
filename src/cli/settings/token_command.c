#include "cli/settings/token_command.h"

#include "base/os/child.h"
#include "base/os/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_MS = 10 };

static bool fail_late(struct error *err)
{
    return error_set(err, ERR_USAGE, "the command did not end in time");
}

static void end(pid_t pid)
{
    child_kill(pid);
    waitpid(pid, NULL, 0);
}

/* -1: errno says why not. */
static pid_t start(const char *command, int out)
{
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC), error;
    pid_t pid = -1;

    if (in < 0)
        return -1;
    pid = child_start(&(struct child_options){
        .script = command, .place = CHILD_WITH_US, .in = in, .out = out, .err = -1});
    error = errno;
    close(in);
    errno = error;
    return pid;
}

/* Reads to the end, which may come before that of the command. */
static bool read_all(int fd, int64_t end_mono_ms, struct buf *out, struct error *err)
{
    char part[1024];
    ssize_t n = 1;

    while (n) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int64_t left_ms = end_mono_ms - clock_now().mono_ms;

        if (left_ms <= 0)
            break;
        if (poll(&ready, 1, (int)left_ms) <= 0)
            continue;
        n = read(fd, part, sizeof part);
        if (n < 0 && errno != EINTR)
            break;
        if (n > 0 && !buf_append(out, part, (size_t)n))
            break;
    }
    explicit_bzero(part, sizeof part);
    if (out->overflow)
        return error_set(err, ERR_USAGE, "the command printed more than 4 kB");
    return !n || fail_late(err);
}

static bool check_status(int status, struct error *err)
{
    if (WIFSIGNALED(status))
        return error_set(err, ERR_USAGE, "the command was ended by signal %d", WTERMSIG(status));
    return !WEXITSTATUS(status) ||
           error_set(err, ERR_USAGE, "the command ended with status %d", WEXITSTATUS(status));
}

static bool wait_for(pid_t pid, int64_t end_mono_ms, struct error *err)
{
    int status = 0;
    pid_t found;

    while (!(found = waitpid(pid, &status, WNOHANG)) && clock_now().mono_ms < end_mono_ms)
        poll(NULL, 0, LOOK_MS);
    if (found < 0)
        return error_set(err, ERR_USAGE, "how the command ended is not known: %s", strerror(errno));
    if (found)
        return check_status(status, err);
    end(pid);
    return fail_late(err);
}

/* What the command that was started as pid prints to fd, and how it ends. */
static bool follow(pid_t pid, int fd, int64_t end_mono_ms, struct buf *out, struct error *err)
{
    if (read_all(fd, end_mono_ms, out, err))
        return wait_for(pid, end_mono_ms, err);
    end(pid);
    return false;
}

bool token_command_run(const char *command, int64_t limit_ms, struct buf *out, struct error *err)
{
    int64_t end_mono_ms = clock_now().mono_ms + limit_ms;
    int fds[2];
    pid_t pid;
    bool ok;

    if (pipe2(fds, O_CLOEXEC))
        return error_set(err, ERR_USAGE, "no pipe: %s", strerror(errno));
    pid = start(command, fds[1]);
    if (pid < 0)
        error_set(err, ERR_USAGE, "/bin/sh cannot be run: %s", strerror(errno));
    close(fds[1]);
    ok = pid > 0 && follow(pid, fds[0], end_mono_ms, out, err);
    close(fds[0]);
    return ok;
}
