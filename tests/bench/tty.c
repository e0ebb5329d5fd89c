#include "tests/bench/tty.h"

#include "base/memory/mem.h"
#include "tests/harness/term/screen.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_GAP_MS = 3, LOOK_MS = 60, FIRST_MS = 1000 };

extern char **environ;

double tty_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static _Noreturn void run(const char *slave, int started, const char *const *argv, char **env)
{
    union {
        const char *const *in;
        char *const *out;
    } args = {.in = argv};
    double now;
    int fd;

    setsid();
    fd = open(slave, O_RDWR);
    for (int i = 0; i <= 2; i++)
        dup2(fd, i);
    if (fd > 2)
        close(fd);
    environ = env;
    now = tty_now();
    if (write(started, &now, sizeof(now)) < 0)
        _exit(126);
    execvp(argv[0], args.out);
    _exit(127);
}

static _Noreturn void give_up(const char *why, const char *what)
{
    fprintf(stderr, "bench: %s%s%s\n", why, what ? ": " : "", what ? what : "");
    exit(1);
}

void tty_start(struct tty *t, const char *const *argv, char **env)
{
    struct winsize size = {.ws_row = TTY_ROWS, .ws_col = TTY_COLS};
    const char *slave;
    int ends[2];

    *t = (struct tty){.master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)};
    if (t->master < 0 || grantpt(t->master) < 0 || unlockpt(t->master) < 0 ||
        !(slave = ptsname(t->master)) || pipe2(ends, O_CLOEXEC) < 0)
        give_up("no pseudo-terminal", NULL);
    ioctl(t->master, TIOCSWINSZ, &size);
    t->pid = fork();
    if (t->pid == 0)
        run(slave, ends[1], argv, env);
    close(ends[1]);
    if (t->pid < 0 || read(ends[0], &t->started_ms, sizeof(t->started_ms)) <= 0)
        give_up("cannot start", argv[0]);
    close(ends[0]);
    t->screen = screen_new(TTY_COLS, TTY_ROWS, NULL, NULL);
}

void tty_stop(struct tty *t)
{
    kill(t->pid, SIGKILL);
    close(t->master);
    while (waitpid(t->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    screen_free(t->screen);
    free(t->bytes);
    free(t->chunks);
}

static void keep(struct tty *t, const char *bytes, size_t n)
{
    double now = tty_now();

    MEM_GROW(t->chunks, t->n);
    t->bytes = mem_resize(t->bytes, t->len + n, 1);
    memcpy(t->bytes + t->len, bytes, n);
    t->len += n;
    t->chunks[t->n++] = (struct tty_chunk){now, t->len};
}

bool tty_read(struct tty *t, double wait_ms)
{
    struct timespec wait = {(time_t)(wait_ms / 1e3), 0};
    struct pollfd p = {.fd = t->master, .events = POLLIN};
    char bytes[65536];
    ssize_t n;

    wait.tv_nsec = (long)((wait_ms - (double)wait.tv_sec * 1e3) * 1e6);
    if (ppoll(&p, 1, &wait, NULL) <= 0)
        return false;
    n = read(t->master, bytes, sizeof(bytes));
    if (n > 0)
        keep(t, bytes, (size_t)n);
    return n > 0;
}

void tty_drain(struct tty *t, double quiet_ms)
{
    while (tty_read(t, quiet_ms))
        ;
}

void tty_send(struct tty *t, const char *keys, size_t n)
{
    t->sent_ms = tty_now();
    if (write(t->master, keys, n) != (ssize_t)n)
        give_up("the program takes no keys", NULL);
}

void tty_press(struct tty *t, const char *keys, size_t n, double quiet_ms, struct tty_repaint *r)
{
    size_t before = t->n, from = t->len;

    *r = (struct tty_repaint){-1, -1, 0};
    tty_send(t, keys, n);
    if (!tty_read(t, FIRST_MS))
        return;
    tty_drain(t, quiet_ms);
    r->first_ms = t->chunks[before].ms - t->sent_ms;
    r->last_ms = t->chunks[t->n - 1].ms - t->sent_ms;
    r->bytes = t->len - from;
}

/* Feeds what was not replayed yet, up to the chunk that makes text stand there. */
static bool replay(struct tty *t, const char *text)
{
    while (t->replayed < t->n) {
        size_t from = t->replayed ? t->chunks[t->replayed - 1].end : 0;

        screen_feed(t->screen, t->bytes + from, t->chunks[t->replayed].end - from);
        t->replayed++;
        if (strstr(screen_text(t->screen), text))
            return true;
    }
    return false;
}

static void check_time(struct tty *t, const char *text, double until)
{
    if (tty_now() <= until)
        return;
    fputs(screen_text(t->screen), stderr);
    give_up("not seen on the screen", text);
}

void tty_expect(struct tty *t, const char *text, double limit_ms)
{
    double until = tty_now() + limit_ms;

    while (!replay(t, text)) {
        check_time(t, text, until);
        tty_read(t, LOOK_MS);
    }
}

double tty_wait_text(struct tty *t, const char *text, double limit_ms)
{
    double until = tty_now() + limit_ms;
    size_t last;

    while (!replay(t, text)) {
        check_time(t, text, until);
        while (tty_read(t, LOOK_MS) && tty_now() < until)
            ;
    }
    /* A frame of more than the kernel's buffer comes in pieces. */
    for (last = t->replayed - 1; last + 1 < t->n; last++)
        if (t->chunks[last + 1].ms - t->chunks[last].ms > FRAME_GAP_MS)
            break;
    return t->chunks[last].ms;
}

/* The number behind name in a file of /proc with lines "name: number". */
static double read_field(const char *path, const char *name)
{
    char line[256];
    double value = 0;
    FILE *f = fopen(path, "re");

    while (f && fgets(line, sizeof(line), f))
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtod(line + strlen(name), NULL);
    if (f)
        fclose(f);
    return value;
}

static long count_switches(pid_t pid)
{
    char path[512];
    struct dirent *e;
    double n = 0;
    DIR *dir;

    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    dir = opendir(path);
    while (dir && (e = readdir(dir)) != NULL) {
        snprintf(path, sizeof(path), "/proc/%d/task/%s/status", (int)pid, e->d_name);
        if (e->d_name[0] != '.')
            n += read_field(path, "voluntary_ctxt_switches:") +
                 read_field(path, "nonvoluntary_ctxt_switches:");
    }
    if (dir)
        closedir(dir);
    return (long)n;
}

void tty_measure(const struct tty *t, struct tty_usage *u)
{
    struct timespec cpu = {0, 0};
    clockid_t clock;
    char path[64];

    if (clock_getcpuclockid(t->pid, &clock) == 0)
        clock_gettime(clock, &cpu);
    snprintf(path, sizeof(path), "/proc/%d/status", (int)t->pid);
    u->cpu_ms = (double)cpu.tv_sec * 1e3 + (double)cpu.tv_nsec / 1e6;
    u->switches = count_switches(t->pid);
    u->rss_kb = read_field(path, "VmRSS:");
    u->peak_kb = read_field(path, "VmHWM:");
}
