#include "tests/harness/term/term.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "tests/harness/program/place.h"
#include "tests/harness/program/pty.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define RAW_CAP   (256U << 20)
#define INPUT_CAP (8U << 20)

struct term {
    struct pty pty;
    struct screen *screen;
    struct buf raw;   /* all that the program wrote */
    struct buf input; /* what it has not read yet */
    char *home;
    bool own_home;
    bool stopped, exited;
    int status;
    struct term *next;
};

static struct term *all_terms;

static void queue_input(const char *bytes, size_t len, void *user)
{
    struct term *t = user;

    buf_append(&t->input, bytes, len);
}

struct term *term_start(const struct term_options *o)
{
    struct term *t = mem_new(1, sizeof *t);
    int cols = o->cols > 0 ? o->cols : 80;
    int rows = o->rows > 0 ? o->rows : 24;
    char **env;
    bool ok;

    setlocale(LC_CTYPE, "C.UTF-8"); /* for a dot in a pattern to match a whole character */
    buf_init(&t->raw, RAW_CAP);
    buf_init(&t->input, INPUT_CAP);
    t->own_home = !o->home;
    t->home = o->home ? mem_copy_str(o->home) : place_new_home();
    t->screen = screen_new(cols, rows, queue_input, t);
    t->next = all_terms;
    all_terms = t;
    env = place_environment(t->home ? t->home : "/proc/nonexistent", o->env);
    ok = t->home && pty_start(&t->pty, cols, rows, o->argv, env);
    place_free_environment(env);
    if (!ok)
        term_fail(t, "no pseudo-terminal, process or home directory to be had");
    return t;
}

void term_stop(struct term *t)
{
    struct term **link = &all_terms;

    if (!t)
        return;
    while (*link && *link != t)
        link = &(*link)->next;
    if (*link)
        *link = t->next;
    pty_stop(&t->pty);
    screen_free(t->screen);
    buf_free(&t->raw);
    buf_free(&t->input);
    if (t->own_home && t->home)
        place_delete_home(t->home);
    free(t->home);
    free(t);
}

int term_stop_all(void **state)
{
    (void)state;
    while (all_terms)
        term_stop(all_terms);
    return 0;
}

/* Until the pseudo-terminal is empty: a look at the screen in the middle of a burst is worth less.
 */
static bool read_output(struct term *t)
{
    char bytes[16384];
    bool any = false;

    for (int i = 0; i < 256 && t->pty.master >= 0; i++) {
        ssize_t n = read(t->pty.master, bytes, sizeof bytes);

        if (n <= 0)
            break;
        any = true;
        buf_append(&t->raw, bytes, (size_t)n);
        screen_feed(t->screen, bytes, (size_t)n);
    }
    return any;
}

static void write_input(struct term *t)
{
    ssize_t n;

    if (t->input.len == 0 || t->pty.master < 0)
        return;
    n = write(t->pty.master, t->input.bytes, t->input.len);
    if (n <= 0)
        return;
    t->input.len -= (size_t)n;
    memmove(t->input.bytes, t->input.bytes + n, t->input.len);
}

static bool read_events(struct term *t, bool lost)
{
    bool any = false;
    int status;

    while (pty_next_event(&t->pty, &status)) {
        any = true;
        t->stopped = WIFSTOPPED(status);
        t->exited = WIFEXITED(status) || WIFSIGNALED(status);
        t->status = status;
    }
    if (any || !lost || t->exited)
        return any;
    t->exited = true;
    t->status = -1;
    return true;
}

bool term_pump(struct term *t, int ms)
{
    struct pollfd fds[] = {
        {.fd = t->pty.master, .events = (short)(t->input.len ? POLLIN | POLLOUT : POLLIN)},
        {.fd = t->exited ? -1 : t->pty.events, .events = POLLIN},
    };
    bool any = false;

    if (poll(fds, 2, ms) <= 0)
        return false;
    if (fds[1].revents)
        any = read_events(t, fds[1].revents & POLLHUP);
    if (fds[0].revents & POLLOUT)
        write_input(t);
    return read_output(t) || any;
}

void term_send_bytes(struct term *t, const char *bytes, size_t len)
{
    buf_append(&t->input, bytes, len);
    write_input(t);
}

void term_send(struct term *t, const char *bytes)
{
    term_send_bytes(t, bytes, strlen(bytes));
}

void term_resize(struct term *t, int cols, int rows)
{
    read_output(t);
    screen_resize(t->screen, cols, rows);
    pty_resize(&t->pty, cols, rows);
}

struct screen *term_screen(struct term *t)
{
    return t->screen;
}

const char *term_raw(struct term *t, size_t *len)
{
    return term_raw_since(t, 0, len);
}

size_t term_raw_mark(struct term *t)
{
    read_output(t);
    return t->raw.len;
}

const char *term_raw_since(struct term *t, size_t mark, size_t *len)
{
    size_t from = mark < t->raw.len ? mark : t->raw.len;

    *len = t->raw.len - from;
    return t->raw.bytes ? t->raw.bytes + from : "";
}

pid_t term_pid(const struct term *t)
{
    return t->pty.pid;
}

void term_signal(struct term *t, int sig)
{
    if (!t->exited)
        kill(t->pty.pid, sig);
}

void term_continue(struct term *t)
{
    read_events(t, false);
    t->stopped = false; /* the event that says so may come after the program's next output */
    if (!t->exited)
        kill(-t->pty.pid, SIGCONT);
}

bool term_is_stopped(struct term *t)
{
    read_events(t, false);
    return t->stopped;
}

bool term_has_exited(struct term *t, int *status)
{
    if (!t->exited)
        read_events(t, false);
    if (t->exited && status)
        *status = t->status;
    return t->exited;
}

bool term_is_cooked(struct term *t)
{
    const tcflag_t want = ICANON | ECHO | ISIG;
    struct termios tty;

    return t->pty.slave >= 0 && tcgetattr(t->pty.slave, &tty) == 0 &&
           (tty.c_lflag & want) == want && (tty.c_iflag & ICRNL) && (tty.c_oflag & OPOST);
}

void term_close_master(struct term *t)
{
    read_output(t);
    pty_hang_up(&t->pty);
}

bool term_has_input_left(struct term *t)
{
    struct pollfd fd = {.fd = t->pty.slave, .events = POLLIN};

    return t->input.len > 0 || (poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN));
}

const char *term_home(const struct term *t)
{
    return t->home;
}
