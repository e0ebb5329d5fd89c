#include "tests/harness/program/run.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "tests/harness/program/place.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_BYTES = 4096, MOST_WORDS = 120 };

const char *run_find_cfqtop(void)
{
    static char path[PATH_BYTES];

    place_find_program("CFQTOP_BIN", "cfqtop", path, sizeof path);
    return path;
}

static _Noreturn void run_child(const char *const *argv, const char *const *env, enum run_stdout to,
                                int out, int err)
{
    static const int signals[] = {SIGPIPE, SIGINT, SIGHUP, SIGTERM, SIGQUIT};
    int in = open("/dev/null", O_RDONLY);

    if (to == RUN_FULL)
        out = open("/dev/full", O_WRONLY);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(err, 2) < 0)
        _exit(126);
    if (to == RUN_CLOSED_OUT)
        close(1);
    else if (dup2(out, 1) < 0)
        _exit(126);
    /* Whatever the tests were started with: a shell has its background jobs ignore SIGINT. */
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env);
    _exit(127);
}

void run_start(struct run *r, const char *const *argv, const char *const *env, enum run_stdout to)
{
    int out[2], err[2];

    *r = (struct run){.pid = -1};
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    assert_int_equal(pipe2(err, O_CLOEXEC), 0);
    if (to == RUN_NO_READER) {
        close(out[0]);
        out[0] = -1;
    }
    r->pid = fork();
    assert_true(r->pid >= 0);
    if (!r->pid)
        run_child(argv, env, to, out[1], err[1]);
    close(out[1]);
    close(err[1]);
    r->pipes[0] = out[0];
    r->pipes[1] = err[0];
}

/* One read; the pipe is closed at its end. */
static void read_some(int *pipe, char **text, size_t *len)
{
    char part[65536];
    ssize_t n = read(*pipe, part, sizeof part);

    if (n > 0) {
        *text = mem_resize(*text, *len + (size_t)n + 1, 1);
        memcpy(*text + *len, part, (size_t)n);
        *len += (size_t)n;
        (*text)[*len] = '\0';
    } else if (!n || errno != EINTR) {
        close(*pipe);
        *pipe = -1;
    }
}

void run_finish(struct run *r)
{
    int64_t end_ms = clock_now().mono_ms + RUN_LIMIT_MS;
    int status = 0;

    r->out = mem_copy_bytes("", 0);
    r->err = mem_copy_bytes("", 0);
    while (r->pipes[0] >= 0 || r->pipes[1] >= 0) {
        struct pollfd fds[2] = {{.fd = r->pipes[0], .events = POLLIN},
                                {.fd = r->pipes[1], .events = POLLIN}};
        int64_t left_ms = end_ms - clock_now().mono_ms;

        if (left_ms <= 0 || !poll(fds, 2, (int)left_ms)) {
            kill(r->pid, SIGKILL);
            waitpid(r->pid, NULL, 0);
            fail_msg("still running after %d s; stderr: %s", RUN_LIMIT_MS / 1000, r->err);
        }
        if (fds[0].revents)
            read_some(&r->pipes[0], &r->out, &r->out_len);
        if (fds[1].revents)
            read_some(&r->pipes[1], &r->err, &r->err_len);
    }
    while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR)
        ;
    r->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    assert_int_not_equal(r->status, 127);
}

void run_free(struct run *r)
{
    free(r->out);
    free(r->err);
    *r = (struct run){.pid = -1};
}

void run_cfqtop(struct run *r, const char *const *env, enum run_stdout to, ...)
{
    const char *argv[MOST_WORDS + 2] = {run_find_cfqtop()};
    va_list words;

    va_start(words, to);
    for (int i = 1; i <= MOST_WORDS; i++) {
        argv[i] = va_arg(words, const char *);
        if (!argv[i])
            break;
    }
    va_end(words);
    run_start(r, argv, env, to);
    run_finish(r);
}
