#include "effects/pipe_process.h"

#include "base/child.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000, PART_BYTES = 65536, PARTS_AT_ONCE = 16 };

struct pipe_process {
    pid_t pid;      /* 0: none runs */
    int in, out;    /* our ends; -1: closed */
    size_t written; /* of the input */
    struct buf output;
    int64_t kill_mono_ms; /* asked to end, and made to then; INT64_MAX: not asked */
};

struct pipe_process *pipe_process_new(void)
{
    struct pipe_process *p = mem_new(1, sizeof(*p));

    p->in = p->out = -1;
    p->kill_mono_ms = INT64_MAX;
    return p;
}

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void clear(struct pipe_process *p)
{
    close_end(&p->in);
    close_end(&p->out);
    buf_free(&p->output);
    p->pid = 0;
    p->kill_mono_ms = INT64_MAX;
}

static bool open_pipes(int in[2], int out[2])
{
    if (pipe2(in, O_CLOEXEC) < 0)
        return false;
    if (pipe2(out, O_CLOEXEC) == 0)
        return true;
    close(in[0]);
    close(in[1]);
    return false;
}

static void start(struct pipe_process *p, struct app *app)
{
    int in[2], out[2];
    char why[100];
    pid_t pid = -1;

    app->pipe.wanted = false;
    if (open_pipes(in, out)) {
        pid = child_start(&(struct child_options){.script = app->pipe.command,
                                                  .place = CHILD_APART,
                                                  .in = in[0],
                                                  .out = out[1],
                                                  .err = out[1]});
        close(in[0]);
        close(out[1]);
        p->in = in[1];
        p->out = out[0];
    }
    if (pid < 0) {
        snprintf(why, sizeof(why), "cannot be started: %s", strerror(errno));
        clear(p);
        pipe_done(app, why, "", 0);
        return;
    }
    fcntl(p->in, F_SETFL, O_NONBLOCK);
    fcntl(p->out, F_SETFL, O_NONBLOCK);
    p->pid = pid;
    p->written = 0;
    buf_init(&p->output, PIPE_OUTPUT_MAX);
}

/* A command that reads no more than it needs (head) closes its end: that is no error. */
static void feed(struct pipe_process *p, const struct buf *input)
{
    while (p->in >= 0) {
        ssize_t n = 0;

        if (p->written < input->len)
            n = write(p->in, input->bytes + p->written, input->len - p->written);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0)
            close_end(&p->in);
        else
            p->written += (size_t)n;
    }
}

/* So much at a time that keys are answered meanwhile.  What is beyond the cap is not read: the
 * command is ended.  Our end stays open until then, or the command could end of SIGPIPE first. */
static void drain(struct pipe_process *p)
{
    char part[PART_BYTES];

    for (int i = 0; i < PARTS_AT_ONCE && p->out >= 0 && !p->output.overflow; i++) {
        ssize_t n = read(p->out, part, sizeof(part));
        size_t room = PIPE_OUTPUT_MAX - p->output.len;

        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n > 0)
            buf_append(&p->output, part, (size_t)n < room ? (size_t)n : room);
        else
            close_end(&p->out);
        p->output.overflow = n > 0 && (size_t)n > room;
    }
}

void pipe_process_ask_to_end(struct pipe_process *p)
{
    if (!p || !p->pid || p->kill_mono_ms != INT64_MAX)
        return;
    child_ask_to_end(p->pid);
    p->kill_mono_ms = clock_now().mono_ms + PATIENCE_MS;
}

static void end_unwanted(struct pipe_process *p, const struct app *app)
{
    if (app->pipe.cancelled || !pipe_is_shown(app) || p->output.overflow)
        pipe_process_ask_to_end(p);
    if (clock_now().mono_ms >= p->kill_mono_ms)
        child_kill(p->pid);
}

/* What it started in the background may hold the pipe open for as long as it likes. */
static void look(struct pipe_process *p, struct app *app)
{
    char how[32], outcome[80];
    int status = 0;
    pid_t found = waitpid(p->pid, &status, WNOHANG);

    if (found == 0 || (found < 0 && errno == EINTR))
        return;
    if (p->kill_mono_ms != INT64_MAX)
        killpg(p->pid, SIGKILL); /* what it had started goes with it */
    drain(p);
    snprintf(outcome, sizeof(outcome), "%s%s",
             found > 0 ? child_describe(status, how) : "status not known",
             p->output.overflow ? ", cut at 1 MB" : "");
    pipe_done(app, outcome, p->output.bytes ? p->output.bytes : "", p->output.len);
    clear(p);
}

/* Nobody waits for it any more. */
static void finish(struct pipe_process *p)
{
    if (p->pid) {
        child_kill(p->pid);
        waitpid(p->pid, NULL, 0);
    }
    clear(p);
}

void pipe_process_run(struct pipe_process *p, struct app *app)
{
    if (app->pipe.wanted) {
        finish(p);
        start(p, app);
    }
    if (!p->pid)
        return;
    feed(p, &app->pipe.input);
    drain(p);
    end_unwanted(p, app);
    look(p, app);
}

void pipe_process_get_fds(const struct pipe_process *p, struct pollfd fds[PIPE_FDS])
{
    fds[0] = (struct pollfd){.fd = p->in, .events = POLLOUT};
    fds[1] = (struct pollfd){.fd = p->output.overflow ? -1 : p->out, .events = POLLIN};
}

int64_t pipe_process_next_due(const struct pipe_process *p)
{
    return p->kill_mono_ms;
}

void pipe_process_free(struct pipe_process *p)
{
    if (!p)
        return;
    finish(p);
    free(p);
}
