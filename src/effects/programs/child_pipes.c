#include "effects/programs/child_pipes.h"

#include "base/memory/array.h"
#include "base/os/child.h"
#include "base/os/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000, PART_BYTES = 65536, PARTS_AT_ONCE = 16, ERRORS_BYTES = 4096 };

void child_pipes_init(struct child_pipes *p)
{
    *p = (struct child_pipes){.in = -1, .out = -1, .err = -1, .kill_mono_ms = INT64_MAX};
}

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Ours[0] is written to, the others are read. */
static bool open_pipes(int ours[CHILD_PIPES], int theirs[CHILD_PIPES], int n)
{
    int fds[2];

    for (int i = 0; i < n; i++) {
        if (pipe2(fds, O_CLOEXEC) < 0)
            return false;
        ours[i] = fds[i == 0];
        theirs[i] = fds[i != 0];
        fcntl(ours[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

bool child_pipes_start(struct child_pipes *p, const char *script, size_t most, bool errors_apart)
{
    int ours[CHILD_PIPES] = {-1, -1, -1}, theirs[CHILD_PIPES] = {-1, -1, -1}, error;
    pid_t pid = -1;

    if (open_pipes(ours, theirs, errors_apart ? CHILD_PIPES : CHILD_PIPES - 1))
        pid = child_start(&(struct child_options){.script = script,
                                                  .place = CHILD_APART,
                                                  .in = theirs[0],
                                                  .out = theirs[1],
                                                  .err = theirs[errors_apart ? 2 : 1]});
    error = errno;
    for (size_t i = 0; i < ARRAY_LEN(theirs); i++) {
        close_end(&theirs[i]);
        if (pid < 0)
            close_end(&ours[i]);
    }
    errno = error;
    child_pipes_init(p);
    if (pid < 0)
        return false;
    p->pid = pid;
    p->in = ours[0];
    p->out = ours[1];
    p->err = ours[2];
    buf_init(&p->output, most);
    buf_init(&p->errors, ERRORS_BYTES);
    return true;
}

/* A command that reads no more than it needs (head) closes its end: that is no error. */
static void feed(struct child_pipes *p, const char *input, size_t len)
{
    while (p->in >= 0) {
        ssize_t n = 0;

        if (p->written < len)
            n = write(p->in, input + p->written, len - p->written);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0)
            close_end(&p->in);
        else
            p->written += (size_t)n;
    }
}

/* So much at a time that keys are answered meanwhile.  What is beyond the cap is not kept. */
static void drain(int *fd, struct buf *out, bool stops_at_cap)
{
    char part[PART_BYTES];

    for (int i = 0; i < PARTS_AT_ONCE && *fd >= 0 && !(stops_at_cap && out->overflow); i++) {
        ssize_t n = read(*fd, part, sizeof(part));
        size_t room = out->cap - out->len;
        bool more = n > 0 && (size_t)n > room;

        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0)
            close_end(fd);
        else if (!out->overflow)
            buf_append(out, part, more ? room : (size_t)n);
        out->overflow |= more;
    }
}

/* Output beyond the cap is not read: the command is to be ended.  Our end stays open until then, or
 * it could end of SIGPIPE first. */
static void drain_both(struct child_pipes *p)
{
    drain(&p->out, &p->output, true);
    drain(&p->err, &p->errors, false);
}

void child_pipes_move(struct child_pipes *p, const char *input, size_t n)
{
    feed(p, input, n);
    drain_both(p);
    if (p->pid && clock_now().mono_ms >= p->kill_mono_ms)
        child_kill(p->pid);
}

void child_pipes_ask_to_end(struct child_pipes *p)
{
    if (!p->pid || p->kill_mono_ms != INT64_MAX)
        return;
    child_ask_to_end(p->pid);
    p->kill_mono_ms = clock_now().mono_ms + PATIENCE_MS;
}

/* What it started in the background may hold the pipes open for as long as it likes. */
bool child_pipes_have_ended(struct child_pipes *p, int *status)
{
    pid_t found = waitpid(p->pid, status, WNOHANG);

    if (found == 0 || (found < 0 && errno == EINTR))
        return false;
    if (found < 0)
        *status = -1;
    if (p->kill_mono_ms != INT64_MAX)
        killpg(p->pid, SIGKILL); /* what it had started goes with it */
    p->pid = 0;
    drain_both(p);
    return true;
}

void child_pipes_finish(struct child_pipes *p)
{
    if (p->pid) {
        child_kill(p->pid);
        waitpid(p->pid, NULL, 0);
    }
    close_end(&p->in);
    close_end(&p->out);
    close_end(&p->err);
    buf_free(&p->output);
    buf_free(&p->errors);
    child_pipes_init(p);
}

void child_pipes_get_fds(const struct child_pipes *p, struct pollfd fds[CHILD_PIPES])
{
    fds[0] = (struct pollfd){.fd = p->in, .events = POLLOUT};
    fds[1] = (struct pollfd){.fd = p->output.overflow ? -1 : p->out, .events = POLLIN};
    fds[2] = (struct pollfd){.fd = p->err, .events = POLLIN};
}
